using TaskSwarm.Kernel.Events;
using TaskSwarm.Kernel.Faults;
using TaskSwarm.Kernel.Metrics;
using TaskSwarm.Kernel.Time;
using TaskSwarm.Scenarios.Crew.Runs;

namespace TaskSwarm.Scenarios.Workflow.Runs;

/// <summary>Work that was begun and came to nothing: its unit was lost, or it took too long and was taken back.
/// </summary>
internal sealed class LostWork
{
    private readonly SortedDictionary<(int Item, int Attempt), (IReadOnlyList<int> Team, SimTime Start)> _running = [];
    private long _crashed;
    private long _stopped;
    private long _crashedMicros;
    private long _stoppedMicros;

    /// <summary>Notes an event.</summary>
    public void OnEvent(in EventRecord record)
    {
        switch (record.Event)
        {
            case WorkBegan began:
                _running[(began.Task.Number, began.Attempt)] = (began.Team, record.Time);
                break;
            case WorkCommitted committed:
                _running.Remove((committed.Task.Number, committed.Attempt));
                break;
            case WorkStopped stopped:
                if (_running.Remove((stopped.Task.Number, stopped.Attempt)))
                {
                    _stopped++;
                    _stoppedMicros += (record.Time - stopped.Start).Micros;
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
        metrics.Set("lost.in.crashes", _crashed);
        metrics.Set("lost.in.crashes.seconds", _crashedMicros / 1e6);
        metrics.Set("lost.taken.back", _stopped);
        metrics.Set("lost.taken.back.seconds", _stoppedMicros / 1e6);
    }

    private void Lose(int unit, SimTime at)
    {
        foreach (((int, int) key, (IReadOnlyList<int> team, SimTime start)) in _running.ToArray())
        {
            if (team.Contains(unit))
            {
                _running.Remove(key);
                _crashed++;
                _crashedMicros += (at - start).Micros;
            }
        }
    }
}
