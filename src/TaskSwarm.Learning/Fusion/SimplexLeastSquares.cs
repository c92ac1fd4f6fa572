namespace TaskSwarm.Learning.Fusion;

/// <summary>
/// Least squares with weights that are not negative and at most 1 together: min ||A w - b||^2 over w >= 0, sum w &lt;=
/// 1.
/// </summary>
/// <remarks>
/// The non-negative least squares of Lawson and Hanson (Solving Least Squares Problems, 1974, chapter 23) with the sum
/// as one more condition: a slack s = 1 - sum w joins the weights, so that all of them are shares of 1. The method
/// walks through sets of weights that may be above zero. On each it solves the problem with equalities only, stops at
/// the first weight that would fall below zero and takes that out, or lets in the weight whose gradient promises most;
/// of equal ones the first. Where members say the same up to rounding, those that came in first keep the weight.
/// </remarks>
public static class SimplexLeastSquares
{
    /// <summary>Fits weights.</summary>
    /// <param name="problem">The problem.</param>
    public static SimplexFit Solve(NormalEquations problem)
    {
        ArgumentNullException.ThrowIfNull(problem);
        return Solve(problem.Gram, problem.Moments);
    }

    /// <summary>Fits weights.</summary>
    /// <param name="gram">G = A'A, row by row; symmetric and positive semidefinite, singular or not.</param>
    /// <param name="moments">c = A'b.</param>
    /// <returns>The weights. The walk ends after at most 100 + 40 (members + 1) steps; whether it ended at an optimum
    /// is for the residual to say.</returns>
    /// <exception cref="ArgumentException">G is not square, does not fit c, or a number is not finite.</exception>
    public static SimplexFit Solve(ReadOnlySpan<double> gram, ReadOnlySpan<double> moments)
    {
        double scale = CheckedScale(gram, moments);
        var walk = new SimplexActiveSet(gram.ToArray(), moments.ToArray(), scale);
        walk.Run();
        double[] weights = walk.Weights();
        return new SimplexFit(weights, KktResidual(gram, moments, weights), walk.Steps);
    }

    /// <summary>
    /// By how much weights miss the conditions of Karush, Kuhn and Tucker, which are sufficient as the problem is
    /// convex: with g = G w - c there is a multiplier m >= 0 of the sum such that w >= 0, sum w &lt;= 1, g + m >= 0,
    /// w (g + m) = 0 and m (1 - sum w) = 0.
    /// </summary>
    /// <param name="gram">G.</param>
    /// <param name="moments">c.</param>
    /// <param name="weights">w.</param>
    /// <returns>The largest miss, 0 at an optimum; those of gradients are relative to the largest element of G and c.
    /// </returns>
    /// <exception cref="ArgumentException">The sizes do not fit, or a number of G or c is not finite.</exception>
    public static double KktResidual(
        ReadOnlySpan<double> gram, ReadOnlySpan<double> moments, ReadOnlySpan<double> weights)
    {
        double scale = CheckedScale(gram, moments);
        int n = moments.Length;
        ArgumentOutOfRangeException.ThrowIfNotEqual(weights.Length, n, nameof(weights));
        var gradient = new double[n];
        double sum = 0;
        double slope = 0;
        for (int i = 0; i < n; i++)
        {
            gradient[i] = -moments[i];
            for (int j = 0; j < n; j++)
            {
                gradient[i] += gram[(i * n) + j] * weights[j];
            }

            sum += weights[i];
            slope += weights[i] * gradient[i];
        }

        // At an optimum w (g + m) sums to zero, and m is zero unless the weights sum to 1: that determines m.
        double multiplier = Math.Max(0, -slope);
        double worst = Math.Max(sum - 1, multiplier * (1 - sum) / scale);
        for (int i = 0; i < n; i++)
        {
            double reduced = (gradient[i] + multiplier) / scale;
            worst = Math.Max(worst, Math.Max(-weights[i], Math.Max(-reduced, Math.Abs(weights[i] * reduced))));
        }

        return worst;
    }

    private static double CheckedScale(ReadOnlySpan<double> gram, ReadOnlySpan<double> moments)
    {
        ArgumentOutOfRangeException.ThrowIfZero(moments.Length, nameof(moments));
        if (gram.Length != (long)moments.Length * moments.Length)
        {
            throw new ArgumentException(
                $"{gram.Length} elements are no matrix for {moments.Length} members.", nameof(gram));
        }

        double scale = 0;
        foreach (double x in gram)
        {
            scale = Math.Max(scale, Math.Abs(x));
        }

        foreach (double x in moments)
        {
            scale = Math.Max(scale, Math.Abs(x));
        }

        // Math.Max hands NaN on.
        return double.IsFinite(scale)
            ? scale == 0 ? 1 : scale
            : throw new ArgumentException("G and c must be finite.", nameof(gram));
    }
}
