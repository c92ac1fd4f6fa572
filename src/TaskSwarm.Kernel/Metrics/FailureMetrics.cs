using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Events;
using TaskSwarm.Kernel.Faults;
using TaskSwarm.Kernel.Runs;
using TaskSwarm.Kernel.Time;

namespace TaskSwarm.Kernel.Metrics;

/// <summary>
/// Failures, how soon others noticed them, how soon what they held was placed again, and what was lost.
/// </summary>
public sealed class FailureMetrics : IRunReader
{
    private readonly Dictionary<int, SimTime> _openCrash = [];
    private readonly Dictionary<int, SimTime> _lastCrash = [];
    private readonly Dictionary<int, int> _notRecovered = [];
    private readonly Distribution _detection = new();
    private readonly Distribution _recovery = new();
    private readonly Distribution _down = new();
    private long _crashes;
    private long _stopped;
    private long _detected;
    private long _recovered;
    private long _falseAlarms;
    private SimDuration _lostWork;

    /// <inheritdoc/>
    public void OnEvent(in EventRecord record)
    {
        switch (record.Event)
        {
            case AgentCrashed:
                _crashes++;
                _openCrash[record.Agent.Index] = record.Time;
                _lastCrash[record.Agent.Index] = record.Time;
                _notRecovered[record.Agent.Index] = _notRecovered.GetValueOrDefault(record.Agent.Index) + 1;
                break;
            case AgentRestarted restarted:
                _lostWork += restarted.LostWork;
                if (_lastCrash.TryGetValue(record.Agent.Index, out SimTime crashedAt))
                {
                    _down.Add((record.Time - crashedAt).Seconds);
                }

                break;
            case AgentStopped:
                _stopped++;
                break;
            case FailureDetected detected:
                Detect(record.Time, detected.Failed);
                break;
            case FailureRecovered recovered when _notRecovered.GetValueOrDefault(recovered.Failed.Index) > 0:
                // Where several agents had given it work, the first to have placed it again counts.
                _notRecovered[recovered.Failed.Index]--;
                _recovered++;
                _recovery.Add((record.Time - _lastCrash[recovered.Failed.Index]).Seconds);
                break;
        }
    }

    /// <inheritdoc/>
    public void Report(MetricSet metrics)
    {
        ArgumentNullException.ThrowIfNull(metrics);
        metrics.Set("failures.total", _crashes);
        metrics.Set("failures.agents.stopped", _stopped);
        metrics.Set("failures.detected", _detected);
        metrics.Set("failures.recovered", _recovered);
        metrics.Set("failures.false.alarms", _falseAlarms);
        metrics.Set("failures.lost.work.seconds", _lostWork.Seconds);
        _detection.Report(metrics, "failures.detection.seconds");
        _recovery.Report(metrics, "failures.recovery.seconds");
        _down.Report(metrics, "failures.downtime.seconds");
    }

    /// <inheritdoc/>
    public void Capture(StateWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        WriteTimes(writer, _openCrash);
        WriteTimes(writer, _lastCrash);
        writer.WriteMap(
            [.. _notRecovered.OrderBy(static n => n.Key)], static (w, agent) => w.Write(agent),
            static (w, count) => w.Write(count));
        _detection.Capture(writer);
        _recovery.Capture(writer);
        _down.Capture(writer);
        writer.Write(_crashes);
        writer.Write(_stopped);
        writer.Write(_detected);
        writer.Write(_recovered);
        writer.Write(_falseAlarms);
        writer.Write(_lostWork);
    }

    /// <inheritdoc/>
    public void Restore(StateReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        reader.ReadMap(_openCrash, static r => r.ReadInt32(), static r => r.ReadTime());
        reader.ReadMap(_lastCrash, static r => r.ReadInt32(), static r => r.ReadTime());
        reader.ReadMap(_notRecovered, static r => r.ReadInt32(), static r => r.ReadInt32());
        _detection.Restore(reader);
        _recovery.Restore(reader);
        _down.Restore(reader);
        _crashes = reader.ReadInt64();
        _stopped = reader.ReadInt64();
        _detected = reader.ReadInt64();
        _recovered = reader.ReadInt64();
        _falseAlarms = reader.ReadInt64();
        _lostWork = reader.ReadDuration();
    }

    private static void WriteTimes(StateWriter writer, Dictionary<int, SimTime> times) => writer.WriteMap(
        [.. times.OrderBy(static t => t.Key)], static (w, agent) => w.Write(agent), static (w, at) => w.Write(at));

    /// <summary>The first to notice counts; a notice without a crash is a false alarm.</summary>
    private void Detect(SimTime at, AgentId failed)
    {
        if (_openCrash.Remove(failed.Index, out SimTime crashedAt))
        {
            _detected++;
            _detection.Add((at - crashedAt).Seconds);
        }
        else if (!_lastCrash.ContainsKey(failed.Index))
        {
            _falseAlarms++;
        }
    }
}
