using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Events;
using TaskSwarm.Kernel.Metrics;
using TaskSwarm.Kernel.Runs;

namespace TaskSwarm.Scenarios.Crew.Runs;

/// <summary>Counts re-auctions and what they moved.</summary>
public sealed class ReauctionLog : IRunReader
{
    private long _decided;
    private long _overtaken;
    private long _moved;
    private long _silent;

    /// <inheritdoc/>
    public void OnEvent(in EventRecord record)
    {
        if (record.Event is ReauctionDecided decided)
        {
            _decided++;
            _moved += decided.Moved;
            _silent += decided.Silent;
        }

        _overtaken += record.Event is ReauctionOvertaken ? 1 : 0;
    }

    /// <inheritdoc/>
    public void Capture(StateWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Write(_decided);
        writer.Write(_overtaken);
        writer.Write(_moved);
        writer.Write(_silent);
    }

    /// <inheritdoc/>
    public void Restore(StateReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        _decided = reader.ReadInt64();
        _overtaken = reader.ReadInt64();
        _moved = reader.ReadInt64();
        _silent = reader.ReadInt64();
    }

    /// <inheritdoc/>
    public void Report(MetricSet metrics)
    {
        ArgumentNullException.ThrowIfNull(metrics);
        metrics.Set("reauction.decided", _decided);
        metrics.Set("reauction.overtaken", _overtaken);
        metrics.Set("reauction.moved", _moved);
        metrics.Set("reauction.silent", _silent);
    }
}
