namespace TaskSwarm.Kernel.Negotiation;

/// <summary>Decides a round of a contract net. Pure: the same bids give the same decision.</summary>
public interface IAwardRule
{
    /// <summary>The strategy's name in scenario files.</summary>
    string Name { get; }

    /// <summary>Decides.</summary>
    /// <param name="round">The round, from 1.</param>
    /// <param name="bids">The valid proposals of this and earlier rounds, at most one a bidder, in bidders'
    /// order.</param>
    /// <param name="previousBest">The least cost before this round; infinite in the first.</param>
    AwardDecision Decide(int round, IReadOnlyList<Bid> bids, double previousBest);
}
