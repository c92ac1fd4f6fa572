using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Time;

namespace TaskSwarm.Scenarios.Crew.Agents;

/// <content>The state that survives.</content>
internal sealed partial class WorkerAgent
{
    public override void Capture(StateWriter writer)
    {
        _participant.Capture(writer);
        writer.WriteList(_jobs, static (w, j) => j.Capture(w));
        writer.Write(_spent);
        writer.Write(_doneCount);
        writer.Write(_place);
        writer.Write(_placeFrom);
        writer.Write(_wakeAt);
        writer.Write(_retrying);
        writer.Write(_versions);
        writer.WriteList(_made, static (w, m) =>
        {
            w.Write(m.Key);
            w.Write(m.Value.End);
            w.Write(m.Value.Attempt);
        });
        writer.WriteList(_parts, static (w, p) =>
        {
            w.Write(p.Key.Item);
            w.Write(p.Key.Attempt);
            w.Write(p.Value.Leader);
            w.Write(p.Value.Need);
        });
        writer.WriteList(_have, static (w, h) =>
        {
            w.Write(h.Key);
            w.Write(h.Value.From);
            w.Write(h.Value.Since);
        });
        writer.WriteList(_subscribers, static (w, s) =>
        {
            w.Write(s.Key);
            w.WriteList(s.Value, static (x, c) => x.Write(c));
        });
        _driver?.Capture(writer);
    }

    public override void Restore(StateReader reader)
    {
        _participant.Restore(reader);
        _jobs.Clear();
        _jobs.AddRange(reader.ReadList(Job.Read));
        _spent = reader.ReadDouble();
        _doneCount = reader.ReadInt32();
        _place = reader.ReadInt32();
        _placeFrom = reader.ReadTime();
        _wakeAt = reader.ReadTime();
        _retrying = reader.ReadBoolean();
        _versions = reader.ReadInt32();
        _made.Clear();
        foreach ((int item, Made made) in reader.ReadList(
            static r => (r.ReadInt32(), new Made(r.ReadTime(), r.ReadInt32()))))
        {
            _made.Add(item, made);
        }

        _parts.Clear();
        foreach ((int item, int attempt, Part part) in reader.ReadList(
            static r => (r.ReadInt32(), r.ReadInt32(), new Part(r.ReadInt32(), r.ReadDouble()))))
        {
            _parts.Add((item, attempt), part);
        }

        _have.Clear();
        foreach ((int item, int from, SimTime since) in reader.ReadList(
            static r => (r.ReadInt32(), r.ReadInt32(), r.ReadTime())))
        {
            _have.Add(item, (from, since));
        }

        _subscribers.Clear();
        foreach ((int item, List<int> consumers) in reader.ReadList(
            static r => (r.ReadInt32(), r.ReadList(static x => x.ReadInt32()))))
        {
            _subscribers.Add(item, [.. consumers]);
        }

        _driver?.Restore(reader);
    }
}
