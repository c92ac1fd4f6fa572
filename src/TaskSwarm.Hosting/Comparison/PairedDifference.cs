namespace TaskSwarm.Hosting.Comparison;

/// <summary>One column against the best in one figure, run by run with the same seeds.</summary>
/// <param name="Column">Which column.</param>
/// <param name="Pairs">How many seeds both have.</param>
/// <param name="Mean">The mean of the differences, column less best; NaN without pairs.</param>
/// <param name="StudentP">The probability of such differences by chance, by the paired t-test after Holm's correction.
/// </param>
/// <param name="WilcoxonP">The same by the signed-rank test.</param>
public sealed record PairedDifference(int Column, int Pairs, double Mean, double StudentP, double WilcoxonP)
{
    /// <summary>Whether both tests call the difference more than chance, at 5%.</summary>
    public bool IsClear => StudentP < Estimate.Error && WilcoxonP < Estimate.Error;

    /// <summary>Tests some columns against the best one; Holm's correction is over all of them.</summary>
    /// <param name="best">The best column.</param>
    /// <param name="values">For each column its figure by seed; null where a run has none.</param>
    public static IReadOnlyList<PairedDifference> Against(int best, IReadOnlyList<IReadOnlyList<double?>> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        int[] others = [.. Enumerable.Range(0, values.Count).Where(c => c != best)];
        double[][] differences =
        [
            .. others.Select(c => Enumerable.Range(0, values[c].Count)
                .Where(s => values[c][s] is not null && values[best][s] is not null)
                .Select(s => Exactly(values[c][s]!.Value, values[best][s]!.Value)).ToArray()),
        ];
        double[] student = Holm([.. differences.Select(Student)]);
        double[] wilcoxon = Holm([.. differences.Select(SignedRank.TwoSided)]);
        return
        [
            .. others.Select((c, i) => new PairedDifference(
                c, differences[i].Length, Estimate.Of(differences[i]).Mean, student[i], wilcoxon[i])),
        ];
    }

    /// <summary>Holm 1979: the smallest of m probabilities times m, the next times m - 1, never below the one before.
    /// </summary>
    public static double[] Holm(IReadOnlyList<double> probabilities)
    {
        ArgumentNullException.ThrowIfNull(probabilities);
        int[] order = [.. Enumerable.Range(0, probabilities.Count).OrderBy(i => probabilities[i]).ThenBy(i => i)];
        var adjusted = new double[order.Length];
        double least = 0;
        for (int i = 0; i < order.Length; i++)
        {
            least = Math.Max(least, Math.Min(1, probabilities[order[i]] * (order.Length - i)));
            adjusted[order[i]] = least;
        }

        return adjusted;
    }

    /// <summary>The paired t-test, two-sided; 1 where two runs or a difference are lacking.</summary>
    internal static double Student(double[] differences)
    {
        Estimate estimate = Estimate.Of(differences);
        if (estimate.Count < 2 || estimate.Mean == 0)
        {
            return 1;
        }

        return StudentT.TwoSided(
            estimate.Mean / (estimate.Deviation / Math.Sqrt(estimate.Count)), estimate.Count - 1);
    }

    // Sums in another order leave last bits behind, which are no difference.
    private static double Exactly(double a, double b) =>
        Math.Abs(a - b) <= 1e-12 * Math.Max(Math.Abs(a), Math.Abs(b)) ? 0 : a - b;
}
