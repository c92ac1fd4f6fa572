using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Time;

namespace TaskSwarm.Kernel.Negotiation;

/// <content>Capture and restore.</content>
public sealed partial class ContractNetInitiator
{
    private readonly SortedDictionary<int, int> _doneBy = [];
    private readonly SortedDictionary<int, SimTime> _upSince = [];

    /// <summary>Writes every negotiation, lease and closed task.</summary>
    public void Capture(StateWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteList(_open.Values, static (w, o) => o.Capture(w));
        WriteTimes(writer, _watched);
        writer.WriteList(_closed, static (w, t) => w.Write(t));
        writer.WriteList(_failed, static (w, a) => w.Write(a));
        writer.WriteList(_doneBy, static (w, p) =>
        {
            w.Write(p.Key);
            w.Write(p.Value);
        });
        WriteTimes(writer, _upSince);
        writer.Write(_watching);
        _batch?.Capture(writer);
    }

    /// <summary>Reads what <see cref="Capture"/> wrote.</summary>
    public void Restore(StateReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        _open.Clear();
        foreach (OpenTask open in reader.ReadList(OpenTask.Read))
        {
            _open.Add(open.Task.Id.Number, open);
        }

        ReadTimes(reader, _watched);

        _closed.Clear();
        _closed.UnionWith(reader.ReadList(static r => r.ReadInt32()));
        _failed.Clear();
        _failed.UnionWith(reader.ReadList(static r => r.ReadInt32()));
        _doneBy.Clear();
        foreach ((int task, int by) in reader.ReadList(static r => (r.ReadInt32(), r.ReadInt32())))
        {
            _doneBy.Add(task, by);
        }

        ReadTimes(reader, _upSince);
        _watching = reader.ReadBoolean();
        _batch?.Restore(reader);
    }

    private static void WriteTimes(StateWriter writer, SortedDictionary<int, SimTime> byAgent) =>
        writer.WriteList(byAgent, static (w, p) =>
        {
            w.Write(p.Key);
            w.Write(p.Value);
        });

    private static void ReadTimes(StateReader reader, SortedDictionary<int, SimTime> byAgent)
    {
        byAgent.Clear();
        foreach ((int agent, SimTime at) in reader.ReadList(static r => (r.ReadInt32(), r.ReadTime())))
        {
            byAgent.Add(agent, at);
        }
    }
}
