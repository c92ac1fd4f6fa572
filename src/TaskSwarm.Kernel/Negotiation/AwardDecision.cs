using TaskSwarm.Kernel.Agents;

namespace TaskSwarm.Kernel.Negotiation;

/// <summary>What an award rule decided.</summary>
public readonly record struct AwardDecision
{
    private AwardDecision(Bid? winner, double? ceiling, IReadOnlyList<AgentId> team) =>
        (Winner, Ceiling, Team) = (winner, ceiling, team);

    /// <summary>Who wins; null if nobody does yet.</summary>
    public Bid? Winner { get; }

    /// <summary>The ceiling of a further round; null if there is none.</summary>
    public double? Ceiling { get; }

    /// <summary>Whose bids the award builds on beside the winner's, for tasks of several; null or empty for none.
    /// </summary>
    public IReadOnlyList<AgentId>? Team { get; }

    /// <summary>Nobody wins.</summary>
    public static AwardDecision Nobody => default;

    /// <summary>A bid wins.</summary>
    public static AwardDecision Award(Bid winner) => new(winner, null, []);

    /// <summary>A bid wins, together with others whom its bidder will lead.</summary>
    public static AwardDecision Award(Bid winner, IReadOnlyList<AgentId> team) => new(winner, null, team);

    /// <summary>All are asked again for less than a cost.</summary>
    public static AwardDecision AskAgain(double ceiling) => new(null, ceiling, []);
}
