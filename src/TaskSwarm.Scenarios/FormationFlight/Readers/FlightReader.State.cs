using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Runs;
using TaskSwarm.Scenarios.FormationFlight.Agents;

namespace TaskSwarm.Scenarios.FormationFlight.Readers;

/// <content>What a run that goes on later needs of the reader.</content>
public sealed partial class FlightReader
{
    /// <inheritdoc/>
    public void Capture(StateWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        CaptureSamples(writer);
        writer.WriteList(_instants, static (w, instant) => instant.Capture(w));
        writer.WriteList(_flock, static (w, snapshot) => snapshot.Capture(w));
        writer.WriteMap(
            _tracks,
            static (w, drone) => w.Write(drone),
            static (w, track) => track.Capture(w));
        writer.WriteList(_moments, static (w, moment) => moment.Capture(w));
        writer.WriteList(_failures, static (w, failure) => failure.Capture(w));
        writer.WriteList(_losses, static (w, at) => w.Write(at));
        writer.WriteList(_legs, static (w, leg) =>
        {
            w.Write(leg.Leg);
            w.Write(leg.At);
        });
        writer.Write(_openAt);
        writer.Write(_leg);
        writer.Write(_slots);
        writer.Write(_collisions);
        writer.Write(_obstacleHits);
        writer.Write(_retired);
        writer.Write(_leaders);
        writer.Write(_metres);
        writer.WriteList(_lastTargets, static (w, target) => w.Write(target));
    }

    /// <inheritdoc/>
    public void Restore(StateReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        RestoreSamples(reader);
        _instants.AddRange(reader.ReadList(FlightInstant.Read));
        _flock.AddRange(reader.ReadList(Measures.FlockSnapshot.Read));
        reader.ReadMap(_tracks, static r => r.ReadInt32(), ThinnedPath.Read);
        _moments.AddRange(reader.ReadList(Moment.Read));
        _failures.AddRange(reader.ReadList(Mark.Read));
        _losses.AddRange(reader.ReadList(static r => r.ReadTime()));
        _legs.AddRange(reader.ReadList(static r => (r.ReadInt32(), r.ReadTime())));
        _openAt = reader.ReadTime();
        _leg = reader.ReadInt32();
        _slots = reader.ReadInt32();
        _collisions = reader.ReadInt32();
        _obstacleHits = reader.ReadInt32();
        _retired = reader.ReadInt32();
        _leaders = reader.ReadInt32();
        _metres = reader.ReadDouble();
        _lastTargets = [.. reader.ReadList(static r => r.ReadVec3())];
    }

    /// <summary>The last samples are mostly those of the open instant and of the drones in the air, too.</summary>
    private void CaptureSamples(StateWriter writer)
    {
        var samples = new SharedObjects<DroneSampled>();
        KeyValuePair<int, int>[] last = [.. _last.Select(l => KeyValuePair.Create(l.Key, samples.NumberOf(l.Value)))];
        (AgentId Agent, int Number)[] open = [.. _open.Select(o => (o.Agent, samples.NumberOf(o.Sample)))];
        int[] flying = [.. _lastFlying.Select(samples.NumberOf)];
        writer.WriteList(samples.Items, static (w, sample) => ScenarioRecords.Catalog.Write(w, sample));
        writer.WriteMap(last, static (w, drone) => w.Write(drone), static (w, number) => w.Write(number));
        writer.WriteList(open, static (w, o) =>
        {
            w.Write(o.Agent);
            w.Write(o.Number);
        });
        writer.WriteList(flying, static (w, number) => w.Write(number));
    }

    private void RestoreSamples(StateReader reader)
    {
        var samples = reader.ReadList(static r => (DroneSampled)ScenarioRecords.Catalog.Read(r));
        reader.ReadMap(_last, static r => r.ReadInt32(), r => samples[r.ReadInt32()]);
        _open.AddRange(reader.ReadList(r => (r.ReadAgentId(), samples[r.ReadInt32()])));
        _lastFlying = [.. reader.ReadList(r => samples[r.ReadInt32()])];
    }
}
