using TaskSwarm.Kernel.Allocation;
using TaskSwarm.Kernel.Tasks;

namespace TaskSwarm.Allocation.Auctions;

/// <summary>
/// A combinatorial auction in rounds: agents bid on bundles, and the set of bids wins, at most one an agent and none
/// sharing a task, that saves most against the dearest bids for the same tasks. The best set is sought by branch and
/// bound (Sandholm, AIJ 135, 2002) and is exact within its limit of nodes; beyond, it is at least as good as the greedy
/// choice by saving over the root of the size (Lehmann, O'Callaghan and Shoham, J. ACM 49(5), 2002).
/// </summary>
public sealed class CombinatorialAuction : IAuctionRule
{
    private readonly int _maxNodes;

    /// <summary>The rule with its limits.</summary>
    /// <param name="maxBundle">The most tasks of a bid; 1 or more.</param>
    /// <param name="maxNodes">Nodes of branch and bound in a round: the same on every machine.</param>
    public CombinatorialAuction(int maxBundle = 3, int maxNodes = 20_000)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxBundle, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(maxNodes);
        (MaxBundle, _maxNodes) = (maxBundle, maxNodes);
    }

    /// <inheritdoc/>
    public string Name => "combinatorial-auction";

    /// <inheritdoc/>
    public int MaxBundle { get; }

    /// <inheritdoc/>
    public int BidsEach => 16;

    /// <inheritdoc/>
    public IReadOnlyList<BundleBid> Decide(IReadOnlyList<BundleBid> bids)
    {
        ArgumentNullException.ThrowIfNull(bids);
        var search = new WinnerSearch(bids, Savings(bids), _maxNodes);
        return [.. search.Run().Order().Select(b => bids[b])];
    }

    // Against the dearest bid for each task; and a little for each task, so that bids win that save nothing.
    private static double[] Savings(IReadOnlyList<BundleBid> bids)
    {
        var dearest = new SortedDictionary<TaskId, double>();
        (double least, double most) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (BundleBid bid in bids)
        {
            double share = bid.Cost / bid.Tasks.Count;
            (least, most) = (Math.Min(least, share), Math.Max(most, share));
            foreach (TaskId task in bid.Tasks)
            {
                dearest[task] = dearest.TryGetValue(task, out double d) ? Math.Max(d, share) : share;
            }
        }

        double little = most > least ? (most - least) / 1000 : 1;
        return
        [
            .. bids.Select(b => b.Tasks.Sum(t => dearest[t]) - b.Cost + (little * b.Tasks.Count)),
        ];
    }
}
