using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Events;
using TaskSwarm.Kernel.Metrics;
using TaskSwarm.Kernel.Runs;

namespace TaskSwarm.Scenarios.Crew.Runs;

/// <summary>Counts rounds and bids of auctions.</summary>
public sealed class AuctionLog : IRunReader
{
    private long _rounds;
    private long _asked;
    private long _silent;
    private long _late;

    /// <inheritdoc/>
    public void OnEvent(in EventRecord record)
    {
        if (record.Event is AuctionRoundDecided round)
        {
            (_rounds, _asked, _silent) = (_rounds + 1, _asked + round.Asked, _silent + round.Silent);
        }

        _late += record.Event is AuctionBidCameLate ? 1 : 0;
    }

    /// <inheritdoc/>
    public void Capture(StateWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Write(_rounds);
        writer.Write(_asked);
        writer.Write(_silent);
        writer.Write(_late);
    }

    /// <inheritdoc/>
    public void Restore(StateReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        _rounds = reader.ReadInt64();
        _asked = reader.ReadInt64();
        _silent = reader.ReadInt64();
        _late = reader.ReadInt64();
    }

    /// <inheritdoc/>
    public void Report(MetricSet metrics)
    {
        ArgumentNullException.ThrowIfNull(metrics);
        metrics.Set("auction.rounds", _rounds);
        metrics.Set("auction.asked", _asked);
        metrics.Set("auction.silent", _silent);
        metrics.Set("auction.late", _late);
    }
}
