namespace TaskSwarm.Learning.Fusion;

/// <summary>
/// The linear pool whose squared error on held-out images is least (Breiman 1996, Stacked Regressions: weights that are
/// not negative). What the weights leave of 1 goes to the uniform distribution, so that an ensemble that knows nothing
/// says so.
/// </summary>
/// <remarks>
/// The squared error is that of the fused probabilities against 1 for the right class and 0 for the others (Brier
/// 1950). Its least is never above that of any member, of their mean or of the uniform distribution: all of them are
/// choices of the weights.
/// </remarks>
public sealed class LeastSquaresFusion : IFusionRule
{
    private LeastSquaresFusion(SimplexFit solution) => Solution = solution;

    /// <summary>The weights of the members and how near they are to the optimum.</summary>
    public SimplexFit Solution { get; }

    /// <summary>Fits the weights.</summary>
    /// <param name="members">What each member says of images that none of them learned from.</param>
    /// <param name="labels">The right class of each image.</param>
    /// <param name="classes">Number of classes, at least 1.</param>
    /// <exception cref="ArgumentException">Members, labels and classes do not fit each other.</exception>
    public static LeastSquaresFusion Fit(IReadOnlyList<float[]> members, ReadOnlySpan<byte> labels, int classes)
    {
        int images = MemberOutputs.Check(members, labels, classes);
        double uniform = 1.0 / classes;
        double[][] columns = [.. members.Select(m => Array.ConvertAll(m, p => p - uniform))];
        var target = new double[images * classes];
        Array.Fill(target, -uniform);
        for (int image = 0; image < images; image++)
        {
            target[(image * classes) + labels[image]] += 1;
        }

        return new LeastSquaresFusion(SimplexLeastSquares.Solve(NormalEquations.Of<double>(columns, target)));
    }

    /// <inheritdoc/>
    public float[] Fuse(IReadOnlyList<float[]> members, int classes)
    {
        MemberOutputs.Check(members, classes);
        MemberOutputs.CheckCount(Solution.Weights.Count, members.Count);
        double rest = Math.Max(0, 1 - Solution.Weights.Sum()) / classes;
        double[] sum = MemberOutputs.Sum(members, Solution.Weights);
        return [.. sum.Select(x => (float)(x + rest))];
    }
}
