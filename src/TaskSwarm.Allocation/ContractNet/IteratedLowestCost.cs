using TaskSwarm.Kernel.Negotiation;

namespace TaskSwarm.Allocation.ContractNet;

/// <summary>
/// The iterated contract net (FIPA SC00030H): after each round all are called again for less than the best bid so far,
/// until a round brings nothing better or the bound on rounds is reached; then the best bid wins. Worth its messages
/// where costs change while negotiations run at the same time.
/// </summary>
public sealed class IteratedLowestCost : IAwardRule
{
    private readonly int _maxRounds;

    /// <summary>The rule with a bound.</summary>
    /// <param name="maxRounds">At least 1; 1 is the plain contract net.</param>
    public IteratedLowestCost(int maxRounds)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxRounds, 1);
        _maxRounds = maxRounds;
    }

    /// <inheritdoc/>
    public string Name => "iterated-contract-net";

    /// <inheritdoc/>
    public AwardDecision Decide(int round, IReadOnlyList<Bid> bids, double previousBest)
    {
        if (LowestCost.Best(bids) is not Bid best)
        {
            return AwardDecision.Nobody;
        }

        return round < _maxRounds && best.Cost < previousBest
            ? AwardDecision.AskAgain(best.Cost)
            : AwardDecision.Award(best);
    }
}
