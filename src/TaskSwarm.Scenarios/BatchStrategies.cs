using TaskSwarm.Kernel.Allocation;

namespace TaskSwarm.Scenarios;

/// <summary>
/// Which strategies can decide batches of calls for proposals, where agents win one task at a time by bids: those that
/// choose over a matrix of costs. A strategy that nobody has thought of here may try; how large a batch it can decide
/// it says itself.
/// </summary>
internal static class BatchStrategies
{
    /// <summary>
    /// Among what a learning strategy chooses if the scenario does not say: what looks at bids, each in another way.
    /// The first comes first where few batches are decided, so it is the one with the least bids in total.
    /// </summary>
    public static readonly IReadOnlyList<string> Arms = ["lp", "longest-path", "spt", "edd"];

    /// <summary>Why a strategy can decide neither calls nor batches of calls, in words; null if it can.</summary>
    /// <param name="strategy">The strategy.</param>
    public static string? Objection(StrategyInfo strategy) => strategy.Name switch
    {
        "heft" => "heft orders the tasks of a graph by when they end; bids for single tasks have neither order nor end",
        "large-neighbourhood-search" =>
            "large-neighbourhood-search plans routes of vehicles that fetch and bring loads; there are none here",
        _ => null,
    };

    /// <summary>Why a variant of a strategy cannot decide batches of calls, in words; null if it can.</summary>
    public static string? RuleObjection(StrategyInfo strategy, StrategyOptions options) =>
        strategy.Name == "static" && options.Rule == "table"
            ? "a fixed table needs no bids, and here agents win tasks by bids; its other rules are round-robin and "
                + "by-skill"
            : null;
}
