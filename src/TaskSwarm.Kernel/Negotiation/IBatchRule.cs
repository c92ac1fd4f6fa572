using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Random;
using TaskSwarm.Kernel.Time;

namespace TaskSwarm.Kernel.Negotiation;

/// <summary>
/// Decides all calls of an initiator that are out at once, over the matrix of their bids: each bidder wins at most one
/// task. Pure but for the stream and what the rule has learnt: the same bids and the same state of both give the same
/// winners.
/// </summary>
public interface IBatchRule
{
    /// <summary>The strategy's name in scenario files.</summary>
    string Name { get; }

    /// <summary>Decides.</summary>
    /// <param name="calls">The calls, by task.</param>
    /// <param name="now">The instant of the decision.</param>
    /// <param name="random">The strategy's own stream.</param>
    /// <returns>One entry for each call: its winning bid, or null.</returns>
    IReadOnlyList<Bid?> Decide(IReadOnlyList<BatchCall> calls, SimTime now, RandomStream random);

    /// <summary>Writes what the rule has learnt; most learn nothing. A rule around another writes that one's as well:
    /// there is no default, in which the state of the inner one would be lost unseen.</summary>
    void Capture(StateWriter writer);

    /// <summary>Reads what <see cref="Capture"/> wrote.</summary>
    void Restore(StateReader reader);
}
