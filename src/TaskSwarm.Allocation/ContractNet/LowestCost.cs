using TaskSwarm.Kernel.Negotiation;

namespace TaskSwarm.Allocation.ContractNet;

/// <summary>
/// The plain contract net (FIPA SC00029H; Smith, IEEE ToC C-29, 1980): one round, the least cost wins. Greedy: each
/// task goes to whoever is best for it now, with no promise for the sum over all tasks.
/// </summary>
public sealed class LowestCost : IAwardRule
{
    /// <inheritdoc/>
    public string Name => "contract-net";

    /// <inheritdoc/>
    public AwardDecision Decide(int round, IReadOnlyList<Bid> bids, double previousBest) =>
        Best(bids) is Bid best ? AwardDecision.Award(best) : AwardDecision.Nobody;

    /// <summary>The least cost; ties go to the lowest agent, never to whoever answered first.</summary>
    internal static Bid? Best(IReadOnlyList<Bid> bids)
    {
        Bid? best = null;
        foreach (Bid bid in bids)
        {
            if (best is not Bid b || bid.Cost < b.Cost || (bid.Cost == b.Cost && bid.Bidder < b.Bidder))
            {
                best = bid;
            }
        }

        return best;
    }
}
