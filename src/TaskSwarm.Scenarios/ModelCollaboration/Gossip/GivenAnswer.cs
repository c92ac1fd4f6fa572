using System.Collections.Immutable;
using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Time;

namespace TaskSwarm.Scenarios.ModelCollaboration.Gossip;

/// <summary>What a member answered a neighbour last, so that it can answer the same again.</summary>
/// <param name="Exchange">To which exchange.</param>
/// <param name="Mean">The mean, to which it has moved; empty if it was busy.</param>
internal sealed record GivenAnswer(SimTime Exchange, ImmutableArray<float> Mean)
{
    /// <summary>Writes both.</summary>
    public void Capture(StateWriter writer)
    {
        writer.Write(Exchange);
        writer.Write(Mean);
    }

    /// <summary>Reads what <see cref="Capture"/> wrote.</summary>
    public static GivenAnswer Read(StateReader reader) => new(reader.ReadTime(), reader.ReadSingles());
}
