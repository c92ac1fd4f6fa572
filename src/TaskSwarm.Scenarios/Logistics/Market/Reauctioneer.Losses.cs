using TaskSwarm.Kernel.Agents;
using TaskSwarm.Scenarios.Logistics.Routing;

namespace TaskSwarm.Scenarios.Logistics.Market;

/// <content>Lost messages, vehicles that fall silent, and the state that must survive.</content>
public sealed partial class Reauctioneer
{
    /// <summary>
    /// Round and step that answers are waited for: if it has not changed for long, something was lost.
    /// </summary>
    public RoundStep Current => new(round, step);

    /// <summary>Says again what has not been answered.</summary>
    public void Repeat()
    {
        foreach (var (vehicle, call) in awaited)
        {
            outbox.Add(new MarketPost(vehicle, call));
        }
    }

    /// <summary>
    /// Goes on without those that have not answered: they leave the market, and the round is undone, unless its
    /// outcome was already on its way.
    /// </summary>
    public void GoOnWithoutSilent()
    {
        foreach (var vehicle in awaited.Keys)
        {
            Book.NoteAbsent(vehicle, true);
            costBefore.Remove(vehicle);
        }

        awaited.Clear();
        switch (phase)
        {
            case Phase.Idle:
                break;
            case Phase.Settling or Phase.Polling or Phase.Reverting:
                Finish();
                break;
            default:
                Settle(keep: false);
                break;
        }
    }

    /// <summary>Forgets the round under way, as after a restart: the vehicles undo it by themselves.</summary>
    public void Abort()
    {
        awaited.Clear();
        outbox.Clear();
        phase = Phase.Idle;
    }

    /// <summary>Writes the book and the round under way.</summary>
    public void Capture(StateWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        Book.Capture(writer);
        writer.WriteList(awaited, static (w, a) =>
        {
            w.Write(a.Key);
            MarketCodec.Write(w, a.Value);
        });
        writer.WriteList(cluster, RoutingCodec.Write);
        writer.WriteList(costBefore, static (w, c) =>
        {
            w.Write(c.Key);
            w.Write(c.Value);
        });
        writer.WriteList(moved, static (w, m) =>
        {
            w.Write(m.Request);
            w.Write(m.Vehicle);
        });
        foreach (var number in new[]
        {
            (int)phase, (int)Kind, round, step, next, openBefore, excluded, bestOpen, epoch, plannedRounds, roundsDone,
            Rounds, Improvements, Swaps,
        })
        {
            writer.Write(number);
        }

        writer.Write(limit);
        writer.Write(bestCost);
        writer.Write(kept);
        writer.Write(hasStrangers);
    }

    /// <summary>Reads what <see cref="Capture"/> wrote.</summary>
    public void Restore(StateReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        Book.Restore(reader);
        relatedness = null;
        outbox.Clear();
        awaited.Clear();
        foreach (var (vehicle, call) in reader.ReadList(static r => (r.ReadInt32(), MarketCodec.ReadCall(r))))
        {
            awaited.Add(vehicle, call);
        }

        cluster.Clear();
        cluster.AddRange(reader.ReadList(RoutingCodec.ReadRequest));
        costBefore.Clear();
        foreach (var (vehicle, cost) in reader.ReadList(static r => (r.ReadInt32(), r.ReadInt64())))
        {
            costBefore.Add(vehicle, cost);
        }

        moved.Clear();
        moved.AddRange(reader.ReadList(static r => (r.ReadInt32(), r.ReadInt32())));
        (phase, Kind) = ((Phase)reader.ReadInt32(), (RoundKind)reader.ReadInt32());
        (round, step, next) = (reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32());
        (openBefore, excluded, bestOpen) = (reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32());
        (epoch, plannedRounds, roundsDone) = (reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32());
        (Rounds, Improvements, Swaps) = (reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32());
        (limit, bestCost, kept) = (reader.ReadInt64(), reader.ReadInt64(), reader.ReadBoolean());
        hasStrangers = reader.ReadBoolean();
    }
}
