using TaskSwarm.Kernel.Allocation;

namespace TaskSwarm.Scenarios;

/// <summary>
/// Which strategies can decide batches of calls for proposals, where agents win one task at a time by bids: those that
/// choose over a matrix of costs. A strategy that nobody has thought of here may try; how large a batch it can decide
/// it says itself.
/// </summary>
internal static class BatchStrategies
{
    /// <summary>Why a strategy can decide neither calls nor batches of calls, in words; null if it can.</summary>
    /// <param name="strategy">The strategy.</param>
    public static string? Objection(StrategyInfo strategy) => strategy.Name switch
    {
        "heft" => "heft orders the tasks of a graph by when they end; bids for single tasks have neither order nor end",
        "adaptive" => "adaptive learns from how the tasks that it placed come out; a batch of bids does not show that",
        "large-neighbourhood-search" =>
            "large-neighbourhood-search plans routes of vehicles that fetch and bring loads; there are none here",
        _ => null,
    };
}
