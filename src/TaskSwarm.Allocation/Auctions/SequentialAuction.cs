using TaskSwarm.Kernel.Allocation;

namespace TaskSwarm.Allocation.Auctions;

/// <summary>
/// The sequential single-item auction (Lagoudakis et al., RSS 2005): each round every agent bids on the task that would
/// cost it least, and exactly one bid wins, the lowest of all; then all bid again. For the sum of distances the result
/// is within a constant factor of the optimum. Ties go to the lower agent, then to the lower task.
/// </summary>
public sealed class SequentialAuction : IAuctionRule
{
    /// <inheritdoc/>
    public string Name => "sequential-auction";

    /// <inheritdoc/>
    public int MaxBundle => 1;

    /// <inheritdoc/>
    public int BidsEach => 1;

    /// <inheritdoc/>
    public IReadOnlyList<BundleBid> Decide(IReadOnlyList<BundleBid> bids)
    {
        ArgumentNullException.ThrowIfNull(bids);
        BundleBid? best = null;
        foreach (BundleBid bid in bids)
        {
            if (best is null || (bid.Cost, bid.Bidder, bid.Tasks[0])
                .CompareTo((best.Cost, best.Bidder, best.Tasks[0])) < 0)
            {
                best = bid;
            }
        }

        return best is null ? [] : [best];
    }
}
