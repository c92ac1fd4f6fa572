using TaskSwarm.Kernel.Negotiation;

namespace TaskSwarm.Scenarios.Logistics.Agents;

/// <summary>
/// Awards a request to the vehicle whose route it lengthens least. With more than one round all are asked again for
/// less than the best bid, until nobody goes lower or the bound is reached. Ties go to the lower number.
/// </summary>
/// <param name="maxRounds">1 for the plain contract net.</param>
public sealed class InsertionAwardRule(int maxRounds) : IAwardRule
{
    /// <inheritdoc/>
    public string Name => maxRounds > 1 ? "iterated-contract-net" : "contract-net";

    /// <inheritdoc/>
    public AwardDecision Decide(int round, IReadOnlyList<Bid> bids, double previousBest)
    {
        ArgumentNullException.ThrowIfNull(bids);
        Bid? best = null;
        foreach (var bid in bids)
        {
            best = best is { } leading && leading.Cost <= bid.Cost ? best : bid;
        }

        if (best is not { } winner)
        {
            return AwardDecision.Nobody;
        }

        return round < maxRounds && winner.Cost < previousBest
            ? AwardDecision.AskAgain(winner.Cost)
            : AwardDecision.Award(winner);
    }
}
