using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Negotiation;
using TaskSwarm.Kernel.Random;
using TaskSwarm.Kernel.Time;

namespace TaskSwarm.Scenarios.FormationFlight.Agents;

/// <summary>Lets a batch rule see only the bids of drones without a slot: one may have been awarded since it bid.
/// </summary>
public sealed class FreeDroneBatch(IBatchRule rule, Predicate<AgentId> isFree) : IBatchRule
{
    /// <inheritdoc/>
    public string Name => rule.Name;

    /// <inheritdoc/>
    public IReadOnlyList<Bid?> Decide(IReadOnlyList<BatchCall> calls, SimTime now, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(calls);
        return rule.Decide(
            [.. calls.Select(c => c with { Bids = [.. c.Bids.Where(b => isFree(b.Bidder))] })], now, random);
    }

    /// <inheritdoc/>
    public void Capture(StateWriter writer) => rule.Capture(writer);

    /// <inheritdoc/>
    public void Restore(StateReader reader) => rule.Restore(reader);
}
