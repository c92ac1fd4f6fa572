namespace TaskSwarm.Kernel.Negotiation;

/// <summary>A participant's answer to a call: a cost, or a refusal with its reason.</summary>
public readonly record struct BidDecision
{
    private BidDecision(double cost, BidTerms? terms, string? refusal, Shortfall? shortfall) =>
        (Cost, Terms, Refusal, Shortfall) = (cost, terms, refusal, shortfall);

    /// <summary>The cost proposed; NaN after a refusal.</summary>
    public double Cost { get; }

    /// <summary>What stands behind the cost, if it tells.</summary>
    public BidTerms? Terms { get; }

    /// <summary>Why not; null if it proposes.</summary>
    public string? Refusal { get; }

    /// <summary>What exactly is in the way, if it tells.</summary>
    public Shortfall? Shortfall { get; }

    /// <summary>Proposes at a cost.</summary>
    /// <param name="cost">Lower is better.</param>
    /// <param name="terms">What stands behind it, for people.</param>
    /// <exception cref="ArgumentOutOfRangeException">The cost is not finite: refuse instead.</exception>
    public static BidDecision Propose(double cost, BidTerms? terms = null) => double.IsFinite(cost)
        ? new BidDecision(cost, terms, null, null)
        : throw new ArgumentOutOfRangeException(nameof(cost), cost, "A bid must be finite; refuse instead.");

    /// <summary>Refuses.</summary>
    /// <param name="reason">Why, in few fixed words.</param>
    /// <param name="shortfall">What exactly is in the way, for people.</param>
    public static BidDecision Refuse(string reason, Shortfall? shortfall = null) =>
        new(double.NaN, null, reason, shortfall);
}
