namespace TaskSwarm.Kernel.Negotiation;

/// <summary>A participant's answer to a call: a cost, or a refusal with its reason.</summary>
public readonly record struct BidDecision
{
    private BidDecision(double cost, string? refusal) => (Cost, Refusal) = (cost, refusal);

    /// <summary>The cost proposed; NaN after a refusal.</summary>
    public double Cost { get; }

    /// <summary>Why not; null if it proposes.</summary>
    public string? Refusal { get; }

    /// <summary>Proposes at a cost.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The cost is not finite: refuse instead.</exception>
    public static BidDecision Propose(double cost) => double.IsFinite(cost)
        ? new BidDecision(cost, null)
        : throw new ArgumentOutOfRangeException(nameof(cost), cost, "A bid must be finite; refuse instead.");

    /// <summary>Refuses.</summary>
    public static BidDecision Refuse(string reason) => new(double.NaN, reason);
}
