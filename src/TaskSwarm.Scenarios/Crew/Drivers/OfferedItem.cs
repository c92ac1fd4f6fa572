using TaskSwarm.Kernel.Agents;
using TaskSwarm.Scenarios.Crew.Agents;

namespace TaskSwarm.Scenarios.Crew.Drivers;

/// <summary>An item on offer, with what bidders must know of it.</summary>
/// <param name="Item">The item.</param>
/// <param name="Terms">Parts and inputs; the team is empty.</param>
internal sealed record OfferedItem(int Item, CrewTerms Terms)
{
    public int SizeBytes => 8 + Terms.SizeBytes;

    public void Capture(StateWriter writer)
    {
        writer.Write(Item);
        TermsCodec.Write(writer, Terms);
    }

    public static OfferedItem Read(StateReader reader) => new(reader.ReadInt32(), TermsCodec.Read(reader));
}
