namespace TaskSwarm.Learning.Fusion;

/// <summary>
/// The weighted geometric mean of the members' probabilities, made to sum to 1: a logarithmic opinion pool, and with
/// weights that are all 1 the product of experts of Hinton 2002.
/// </summary>
/// <remarks>Worked out in logarithms. Probabilities below the floor count as the floor: no member alone can rule a
/// class out.</remarks>
public sealed class ProductOfExperts : IFusionRule
{
    /// <summary>The least probability unless another one is given.</summary>
    public const double DefaultFloor = 1e-6;

    private readonly IReadOnlyList<double>? _powers;
    private readonly double _floor;

    private ProductOfExperts(IReadOnlyList<double>? powers, double floor)
    {
        if (!(floor > 0 && floor < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(floor), floor, "The least probability is above 0, below 1.");
        }

        _powers = powers;
        _floor = floor;
    }

    /// <summary>The geometric mean: all members have the power 1 / members.</summary>
    /// <param name="floor">The least probability, above 0 and below 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The floor is not between 0 and 1.</exception>
    public static ProductOfExperts Mean(double floor = DefaultFloor) => new(null, floor);

    /// <summary>Each member has a power of its own. The larger their sum, the surer the fused opinion.</summary>
    /// <param name="powers">One for each member, not negative; they are not divided by their sum.</param>
    /// <param name="floor">The least probability, above 0 and below 1.</param>
    /// <exception cref="ArgumentException">A power is negative or not finite, or all are zero.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The floor is not between 0 and 1.</exception>
    public static ProductOfExperts Powered(IReadOnlyList<double> powers, double floor = DefaultFloor) =>
        new(MemberOutputs.CheckWeights(powers), floor);

    /// <inheritdoc/>
    public float[] Fuse(IReadOnlyList<float[]> members, int classes)
    {
        int images = MemberOutputs.Check(members, classes);
        IReadOnlyList<double> powers = _powers ?? MemberOutputs.Shares(null, members.Count);
        MemberOutputs.CheckCount(powers.Count, members.Count);
        var fused = new float[images * classes];
        var scores = new double[classes];
        for (int image = 0; image < images; image++)
        {
            Array.Clear(scores);
            for (int member = 0; member < members.Count; member++)
            {
                for (int c = 0; c < classes; c++)
                {
                    scores[c] += powers[member] * Math.Log(Math.Max(members[member][(image * classes) + c], _floor));
                }
            }

            Normalise(scores, fused.AsSpan(image * classes, classes));
        }

        return fused;
    }

    private static void Normalise(double[] scores, Span<float> to)
    {
        double highest = scores.Max();
        double sum = 0;
        foreach (double score in scores)
        {
            sum += Math.Exp(score - highest);
        }

        for (int c = 0; c < scores.Length; c++)
        {
            to[c] = (float)(Math.Exp(scores[c] - highest) / sum);
        }
    }
}
