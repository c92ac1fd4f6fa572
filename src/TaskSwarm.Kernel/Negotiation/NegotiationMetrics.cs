using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Events;
using TaskSwarm.Kernel.Metrics;
using TaskSwarm.Kernel.Runs;

namespace TaskSwarm.Kernel.Negotiation;

/// <summary>Counts calls, bids, refusals, silence, lateness and work done in vain.</summary>
public sealed class NegotiationMetrics : IRunReader
{
    private long _rounds;
    private long _called;
    private long _proposals;
    private long _refusals;
    private long _late;
    private long _redundant;

    /// <inheritdoc/>
    public void OnEvent(in EventRecord record)
    {
        switch (record.Event)
        {
            case RoundDecided round:
                _rounds++;
                _called += round.Called;
                _proposals += round.Proposals;
                _refusals += round.Refusals;
                break;
            case BidCameLate:
                _late++;
                break;
            case WorkWasRedundant:
                _redundant++;
                break;
        }
    }

    /// <inheritdoc/>
    public void Capture(StateWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Write(_rounds);
        writer.Write(_called);
        writer.Write(_proposals);
        writer.Write(_refusals);
        writer.Write(_late);
        writer.Write(_redundant);
    }

    /// <inheritdoc/>
    public void Restore(StateReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        _rounds = reader.ReadInt64();
        _called = reader.ReadInt64();
        _proposals = reader.ReadInt64();
        _refusals = reader.ReadInt64();
        _late = reader.ReadInt64();
        _redundant = reader.ReadInt64();
    }

    /// <inheritdoc/>
    public void Report(MetricSet metrics)
    {
        ArgumentNullException.ThrowIfNull(metrics);
        if (_rounds == 0)
        {
            return;
        }

        metrics.Set("negotiation.rounds", _rounds);
        metrics.Set("negotiation.called", _called);
        metrics.Set("negotiation.proposals", _proposals);
        metrics.Set("negotiation.refusals", _refusals);
        metrics.Set("negotiation.silent", _called - _proposals - _refusals);
        metrics.Set("negotiation.late", _late);
        metrics.Set("tasks.redundant", _redundant);
    }
}
