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
        writer.WriteList(_watched, static (w, p) =>
        {
            w.Write(p.Key);
            w.Write(p.Value);
        });
        writer.WriteList(_closed, static (w, t) => w.Write(t));
        writer.WriteList(_failed, static (w, a) => w.Write(a));
        writer.WriteList(_doneBy, static (w, p) =>
        {
            w.Write(p.Key);
            w.Write(p.Value);
        });
        writer.WriteList(_upSince, static (w, p) =>
        {
            w.Write(p.Key);
            w.Write(p.Value);
        });
        writer.Write(_watching);
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

        _watched.Clear();
        foreach ((int agent, SimTime at) in reader.ReadList(static r => (r.ReadInt32(), r.ReadTime())))
        {
            _watched.Add(agent, at);
        }

        _closed.Clear();
        _closed.UnionWith(reader.ReadList(static r => r.ReadInt32()));
        _failed.Clear();
        _failed.UnionWith(reader.ReadList(static r => r.ReadInt32()));
        _doneBy.Clear();
        foreach ((int task, int by) in reader.ReadList(static r => (r.ReadInt32(), r.ReadInt32())))
        {
            _doneBy.Add(task, by);
        }

        _upSince.Clear();
        foreach ((int agent, SimTime at) in reader.ReadList(static r => (r.ReadInt32(), r.ReadTime())))
        {
            _upSince.Add(agent, at);
        }

        _watching = reader.ReadBoolean();
    }
}
