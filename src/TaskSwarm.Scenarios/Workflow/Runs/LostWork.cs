using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Events;
using TaskSwarm.Kernel.Faults;
using TaskSwarm.Kernel.Metrics;
using TaskSwarm.Kernel.Time;
using TaskSwarm.Scenarios.Crew;
using TaskSwarm.Scenarios.Crew.Runs;

namespace TaskSwarm.Scenarios.Workflow.Runs;

/// <summary>Work that was begun and came to nothing: its unit was lost, or it took too long and was taken back.
/// </summary>
internal sealed class LostWork
{
    private readonly CrewItems _items;
    private readonly SortedDictionary<(int Item, int Attempt), (int Unit, SimTime Start)> _running = [];
    private readonly List<UnitWork> _crashed = [];
    private readonly List<UnitWork> _stopped = [];

    /// <param name="items">What there is to do.</param>
    public LostWork(CrewItems items) => _items = items;

    /// <summary>All work that came to nothing.</summary>
    public IEnumerable<UnitWork> All => _crashed.Concat(_stopped);

    /// <summary>Notes an event.</summary>
    public void OnEvent(in EventRecord record)
    {
        switch (record.Event)
        {
            case WorkBegan began:
                _running[(began.Task.Number, began.Attempt)] = (began.Team[0], record.Time);
                break;
            case WorkCommitted committed:
                _running.Remove((committed.Task.Number, committed.Attempt));
                break;
            case WorkStopped stopped:
                if (_running.Remove((stopped.Task.Number, stopped.Attempt), out (int Unit, SimTime Start) left))
                {
                    _stopped.Add(WorkOf(stopped.Task.Number, left.Unit, left.Start, record.Time));
                }

                break;
            case AgentCrashed:
                Lose(record.Agent.Index - 1, record.Time);
                break;
            default:
                break;
        }
    }

    /// <summary>Reports the figures.</summary>
    public void Report(MetricSet metrics)
    {
        metrics.Set("lost.in.crashes", _crashed.Count);
        metrics.Set("lost.in.crashes.seconds", _crashed.Sum(w => (w.End - w.Start).Micros) / 1e6);
        metrics.Set("lost.taken.back", _stopped.Count);
        metrics.Set("lost.taken.back.seconds", _stopped.Sum(w => (w.End - w.Start).Micros) / 1e6);
    }

    /// <summary>Writes what is running and what was lost.</summary>
    public void Capture(StateWriter writer)
    {
        writer.WriteMap(
            _running,
            static (w, key) =>
            {
                w.Write(key.Item);
                w.Write(key.Attempt);
            },
            static (w, work) =>
            {
                w.Write(work.Unit);
                w.Write(work.Start);
            });
        writer.WriteList(_crashed, static (w, work) => work.Capture(w));
        writer.WriteList(_stopped, static (w, work) => work.Capture(w));
    }

    /// <summary>Reads what <see cref="Capture"/> wrote.</summary>
    public void Restore(StateReader reader)
    {
        reader.ReadMap(
            _running, static r => (r.ReadInt32(), r.ReadInt32()), static r => (r.ReadInt32(), r.ReadTime()));
        _crashed.AddRange(reader.ReadList(UnitWork.Read));
        _stopped.AddRange(reader.ReadList(UnitWork.Read));
    }

    private void Lose(int unit, SimTime at)
    {
        foreach (((int Item, int) key, (int Unit, SimTime Start) work) in _running.ToArray())
        {
            if (work.Unit == unit)
            {
                _running.Remove(key);
                _crashed.Add(WorkOf(key.Item, unit, work.Start, at));
            }
        }
    }

    private UnitWork WorkOf(int item, int unit, SimTime start, SimTime end) =>
        new(_items.TaskOf(item), _items.PartOf(item), unit, start, end, IsLost: true);
}
