using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Negotiation;

namespace TaskSwarm.Scenarios.FormationFlight.Agents;

/// <summary>
/// Awards a slot to the cheapest bidder that has none: all slots of a leg are called for at once, so the same drone may
/// have bid for each of them. Ties go to the lower number.
/// </summary>
/// <remarks>Greedy in the order in which calls are decided, which is that of the slots: not the least total cost.
/// </remarks>
public sealed class FreeDroneRule(Predicate<AgentId> isFree) : IAwardRule
{
    /// <inheritdoc/>
    public string Name => "contract-net";

    /// <inheritdoc/>
    public AwardDecision Decide(int round, IReadOnlyList<Bid> bids, double previousBest)
    {
        ArgumentNullException.ThrowIfNull(bids);
        Bid? best = null;
        foreach (var bid in bids)
        {
            if (isFree(bid.Bidder) && (best is not { } leading || bid.Cost < leading.Cost))
            {
                best = bid;
            }
        }

        return best is { } winner ? AwardDecision.Award(winner) : AwardDecision.Nobody;
    }
}
