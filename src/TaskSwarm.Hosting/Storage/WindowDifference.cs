using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Events;
using TaskSwarm.Kernel.Time;

namespace TaskSwarm.Hosting.Storage;

/// <summary>Finds what differs between a window that is stored and the same window made again.</summary>
/// <param name="nameOf">The name of an agent.</param>
internal sealed class WindowDifference(Func<AgentId, string> nameOf)
{
    private const string Nothing = "nothing";

    /// <summary>The first difference of two windows of which the bytes differ.</summary>
    public RunDifference Of(StoredWindow stored, StoredWindow made)
    {
        if (stored.Window != made.Window)
        {
            return new RunDifference(
                made.Window.Number, SimTime.Min(stored.Window.Start, made.Window.Start), null, "window",
                stored.Window.ToString(), made.Window.ToString());
        }

        return Events(stored, made) ?? Messages(stored, made) ?? Bodies(stored, made) ?? new RunDifference(
            made.Window.Number, made.Window.Start, null, "state of the agents (no event shows it)",
            EpochPacker.TextOf(stored.Chain), EpochPacker.TextOf(made.Chain));
    }

    private RunDifference? Events(StoredWindow stored, StoredWindow made)
    {
        for (int i = 0; i < Math.Max(stored.Events.Count, made.Events.Count); i++)
        {
            EventRecord? a = i < stored.Events.Count ? stored.Events[i] : null;
            EventRecord? b = i < made.Events.Count ? made.Events[i] : null;
            if (a is EventRecord x && b is EventRecord y && x.Time == y.Time && x.Agent == y.Agent
                && x.Ordinal == y.Ordinal && BytesOf(x.Event).SequenceEqual(BytesOf(y.Event)))
            {
                continue;
            }

            EventRecord first = a is null || (b is not null && IsBefore(b.Value, a.Value)) ? b!.Value : a.Value;
            return new RunDifference(
                made.Window.Number, first.Time, nameOf(first.Agent), first.Event.Name,
                a is null ? Nothing : Text(a.Value), b is null ? Nothing : Text(b.Value));
        }

        return null;
    }

    private RunDifference? Messages(StoredWindow stored, StoredWindow made)
    {
        for (int i = 0; i < Math.Max(stored.Messages.Count, made.Messages.Count); i++)
        {
            MessageRecord? a = i < stored.Messages.Count ? stored.Messages[i] : null;
            MessageRecord? b = i < made.Messages.Count ? made.Messages[i] : null;
            if (a is MessageRecord x && b is MessageRecord y && x.Time == y.Time && x.Agent == y.Agent
                && x.Peer == y.Peer && x.IsSent == y.IsSent && BytesOf(x.Message).SequenceEqual(BytesOf(y.Message)))
            {
                continue;
            }

            MessageRecord first = a ?? b!.Value;
            return new RunDifference(
                made.Window.Number, first.Time, nameOf(first.Agent), first.Message.GetType().Name,
                a is null ? Nothing : Text(a.Value), b is null ? Nothing : Text(b.Value));
        }

        return null;
    }

    private RunDifference? Bodies(StoredWindow stored, StoredWindow made)
    {
        for (int i = 0; i < Math.Max(stored.Bodies.Count, made.Bodies.Count); i++)
        {
            BodySample? a = i < stored.Bodies.Count ? stored.Bodies[i] : null;
            BodySample? b = i < made.Bodies.Count ? made.Bodies[i] : null;
            if (a != b)
            {
                return new RunDifference(
                    made.Window.Number, made.Window.End, nameOf((a ?? b!.Value).Agent), "position",
                    a?.Position.ToString() ?? Nothing, b?.Position.ToString() ?? Nothing);
            }
        }

        return null;
    }

    private string Text(in EventRecord record) => $"{nameOf(record.Agent)} at {record.Time}: {record.Event}";

    private string Text(in MessageRecord record) =>
        $"{nameOf(record.Agent)} at {record.Time} {(record.IsSent ? "to" : "from")} {nameOf(record.Peer)}: "
        + record.Message;

    private static bool IsBefore(in EventRecord a, in EventRecord b) =>
        a.Time != b.Time ? a.Time < b.Time : a.Agent.Index < b.Agent.Index;

    private static ReadOnlySpan<byte> BytesOf(object record)
    {
        var writer = new StateWriter();
        RunRecords.Catalog.Write(writer, record);
        return writer.ToArray();
    }
}
