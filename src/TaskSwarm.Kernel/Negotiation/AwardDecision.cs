namespace TaskSwarm.Kernel.Negotiation;

/// <summary>What an award rule decided.</summary>
public readonly record struct AwardDecision
{
    private AwardDecision(Bid? winner, double? ceiling) => (Winner, Ceiling) = (winner, ceiling);

    /// <summary>Who wins; null if nobody does yet.</summary>
    public Bid? Winner { get; }

    /// <summary>The ceiling of a further round; null if there is none.</summary>
    public double? Ceiling { get; }

    /// <summary>Nobody wins.</summary>
    public static AwardDecision Nobody => default;

    /// <summary>A bid wins.</summary>
    public static AwardDecision Award(Bid winner) => new(winner, null);

    /// <summary>All are asked again for less than a cost.</summary>
    public static AwardDecision AskAgain(double ceiling) => new(null, ceiling);
}
