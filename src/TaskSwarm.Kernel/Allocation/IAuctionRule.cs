namespace TaskSwarm.Kernel.Allocation;

/// <summary>
/// Decides a round of an auction in which many tasks are offered at once: all agents bid, some bids win, the rest of
/// the tasks are offered again, until no task is left or nobody bids. Pure: the same bids give the same winners.
/// </summary>
public interface IAuctionRule
{
    /// <summary>The strategy's name in scenario files.</summary>
    string Name { get; }

    /// <summary>How many tasks one bid may name; 1 in single-item auctions.</summary>
    int MaxBundle { get; }

    /// <summary>How many bids each agent sends in a round, its best ones first; 1 if only the best one counts.
    /// </summary>
    int BidsEach { get; }

    /// <summary>Chooses winners: bids that share neither a bidder nor a task.</summary>
    /// <param name="bids">All bids of the round, in bidders' order.</param>
    IReadOnlyList<BundleBid> Decide(IReadOnlyList<BundleBid> bids);
}
