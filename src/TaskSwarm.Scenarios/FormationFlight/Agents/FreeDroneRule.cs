using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Negotiation;

namespace TaskSwarm.Scenarios.FormationFlight.Agents;

/// <summary>
/// Lets the strategy's rule see only the bids of drones without a slot: all slots of a leg are called for at once, so
/// the same drone may have bid for each of them.
/// </summary>
/// <remarks>Greedy in the order in which calls are decided, which is that of the slots: not the least total cost.
/// </remarks>
public sealed class FreeDroneRule(IAwardRule rule, Predicate<AgentId> isFree) : IAwardRule
{
    /// <inheritdoc/>
    public string Name => rule.Name;

    /// <inheritdoc/>
    public AwardDecision Decide(int round, IReadOnlyList<Bid> bids, double previousBest)
    {
        ArgumentNullException.ThrowIfNull(bids);
        return rule.Decide(round, [.. bids.Where(bid => isFree(bid.Bidder))], previousBest);
    }
}
