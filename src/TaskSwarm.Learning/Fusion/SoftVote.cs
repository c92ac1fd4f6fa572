namespace TaskSwarm.Learning.Fusion;

/// <summary>The weighted mean of the members' probabilities: a linear opinion pool (Kittler et al. 1998, the sum rule).
/// </summary>
public sealed class SoftVote : IFusionRule
{
    private readonly IReadOnlyList<double>? _weights;

    private SoftVote(IReadOnlyList<double>? weights) => _weights = weights;

    /// <summary>All members count the same, however many there are.</summary>
    public static SoftVote Equal { get; } = new(null);

    /// <summary>Members count by weight.</summary>
    /// <param name="weights">One for each member, not negative; they are divided by their sum.</param>
    /// <exception cref="ArgumentException">A weight is negative or not finite, or all are zero.</exception>
    public static SoftVote Weighted(IReadOnlyList<double> weights) => new(MemberOutputs.CheckWeights(weights));

    /// <inheritdoc/>
    public float[] Fuse(IReadOnlyList<float[]> members, int classes)
    {
        MemberOutputs.Check(members, classes);
        double[] sum = MemberOutputs.Sum(members, MemberOutputs.Shares(_weights, members.Count));
        return [.. sum.Select(x => (float)x)];
    }
}
