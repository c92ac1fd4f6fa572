using TaskSwarm.Kernel.Time;

namespace TaskSwarm.Kernel.Negotiation;

/// <summary>What stands behind a bid, for people who ask later why it won or lost. Nothing is decided by it.</summary>
public sealed record BidTerms
{
    /// <summary>Metres of way that the task adds; null where nothing moves.</summary>
    public double? Metres { get; init; }

    /// <summary>The fullest share of its capacity that the bidder would use, 0 to 1; null where nothing is carried.
    /// </summary>
    public double? Load { get; init; }

    /// <summary>Work that the bidder has before it; null where it does one thing at a time.</summary>
    public SimDuration? Backlog { get; init; }

    /// <summary>When it would start, as far as it knows.</summary>
    public SimTime? Start { get; init; }

    /// <summary>When it would end, as far as it knows.</summary>
    public SimTime? End { get; init; }
}
