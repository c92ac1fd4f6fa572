using TaskSwarm.Kernel.Agents;
using TaskSwarm.Scenarios.Logistics.Routing;

namespace TaskSwarm.Scenarios.Logistics.Market;

/// <content>Lost messages, vehicles that fall silent, and the state that must survive.</content>
public sealed partial class JointPlanner
{
    /// <summary>Says again what has not been answered.</summary>
    public void Repeat()
    {
        foreach (var (vehicle, call) in awaited)
        {
            outbox.Add(new MarketPost(vehicle, call));
        }
    }

    /// <summary>Goes on without those that have not answered; a plan that one of them may not know is undone.</summary>
    public void GoOnWithoutSilent()
    {
        isRefused |= phase == Phase.Following && awaited.Count > 0;
        awaited.Clear();
        GoOn();
    }

    /// <summary>Forgets the session under way, as after a restart: the vehicles undo it by themselves.</summary>
    public void Abort()
    {
        awaited.Clear();
        outbox.Clear();
        phase = Phase.Idle;
    }

    /// <summary>Writes the session under way.</summary>
    public void Capture(StateWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteList(awaited, static (w, a) =>
        {
            w.Write(a.Key);
            MarketCodec.Write(w, a.Value);
        });
        writer.WriteList(reports, static (w, r) =>
        {
            w.Write(r.Key);
            MarketCodec.Write(w, r.Value);
        });
        writer.WriteList(routes, static (w, r) =>
        {
            w.Write(r.Key);
            w.WriteList(r.Value, RoutingCodec.Write);
        });
        writer.WriteList(holders, static (w, h) =>
        {
            w.Write(h.Key);
            w.Write(h.Value);
        });
        writer.WriteList(unplaced, static (w, id) => w.Write(id));
        writer.Write((int)phase);
        writer.Write(round);
        writer.Write(step);
        writer.Write(isRefused);
        writer.Write(IsKept);
    }

    /// <summary>Reads what <see cref="Capture"/> wrote.</summary>
    public void Restore(StateReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        outbox.Clear();
        Replace(awaited, reader.ReadList(static r => (r.ReadInt32(), MarketCodec.ReadCall(r))));
        Replace(reports, reader.ReadList(static r => (r.ReadInt32(), MarketCodec.ReadReport(r))));
        Replace(routes, reader.ReadList(
            static r => (r.ReadInt32(), (IReadOnlyList<Stop>)r.ReadList(RoutingCodec.ReadStop))));
        Replace(holders, reader.ReadList(static r => (r.ReadInt32(), r.ReadInt32())));
        unplaced.Clear();
        unplaced.AddRange(reader.ReadList(static r => r.ReadInt32()));
        (phase, round, step) = ((Phase)reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32());
        (isRefused, IsKept) = (reader.ReadBoolean(), reader.ReadBoolean());
    }

    private static void Replace<T>(SortedDictionary<int, T> map, IReadOnlyList<(int Key, T Value)> entries)
    {
        map.Clear();
        foreach (var (key, value) in entries)
        {
            map.Add(key, value);
        }
    }
}
