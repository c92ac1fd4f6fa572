using TaskSwarm.Kernel.Agents;

namespace TaskSwarm.Scenarios.Crew.Agents;

/// <summary>Writes and reads the terms of an award.</summary>
internal static class TermsCodec
{
    public static void Write(StateWriter writer, CrewTerms terms)
    {
        writer.Write(terms.Parts);
        writer.WriteList(terms.Inputs, static (w, i) =>
        {
            w.Write(i.Item);
            w.Write(i.Bytes);
            w.Write(i.Agent);
            w.Write(i.Expected);
        });
        terms.Order.Capture(writer);
        writer.WriteList(terms.Team, static (w, a) => w.Write(a));
        writer.Write(terms.Repeat);
    }

    public static CrewTerms Read(StateReader reader) => new(
        reader.ReadInt32(),
        reader.ReadList(static r => new InputSource(r.ReadInt32(), r.ReadDouble(), r.ReadInt32(), r.ReadTime())),
        WorkOrder.Read(reader),
        reader.ReadList(static r => r.ReadInt32()),
        reader.ReadInt32());
}
