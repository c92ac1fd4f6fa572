namespace TaskSwarm.Hosting.Comparison;

/// <summary>
/// Wilcoxon's signed-rank test (1945) of paired differences. Exact up to <see cref="MostExact"/> differences, ties
/// included: the distribution over all signs of the ranks that were seen. Beyond, the normal approximation with
/// corrections for ties and continuity.
/// </summary>
public static class SignedRank
{
    /// <summary>Up to so many differences the distribution is counted out.</summary>
    public const int MostExact = 60;

    /// <summary>The two-sided probability of ranks at least as one-sided, if differences were as often up as down.
    /// Differences of zero tell nothing and are left out.</summary>
    /// <returns>1 if there are only zeros.</returns>
    public static double TwoSided(IReadOnlyList<double> differences)
    {
        ArgumentNullException.ThrowIfNull(differences);
        double[] sorted = [.. differences.Where(d => d != 0).OrderBy(Math.Abs)];
        if (sorted.Length == 0)
        {
            return 1;
        }

        int[] ranks = DoubledRanks(sorted);
        long up = 0;
        for (int i = 0; i < sorted.Length; i++)
        {
            up += sorted[i] > 0 ? ranks[i] : 0;
        }

        long all = ranks.Sum(r => (long)r);
        long smaller = Math.Min(up, all - up);
        return sorted.Length <= MostExact ? Exact(ranks, smaller) : Approximate(ranks, smaller);
    }

    /// <summary>Twice the mid-ranks, which are whole numbers.</summary>
    private static int[] DoubledRanks(double[] sorted)
    {
        var ranks = new int[sorted.Length];
        for (int first = 0; first < sorted.Length;)
        {
            int next = first + 1;
            while (next < sorted.Length && Math.Abs(sorted[next]) == Math.Abs(sorted[first]))
            {
                next++;
            }

            Array.Fill(ranks, first + 1 + next, first, next - first);
            first = next;
        }

        return ranks;
    }

    private static double Exact(int[] ranks, long smaller)
    {
        var ways = new double[ranks.Sum() + 1];
        ways[0] = 1;
        int reached = 0;
        foreach (int rank in ranks)
        {
            reached += rank;
            for (int sum = reached; sum >= rank; sum--)
            {
                ways[sum] += ways[sum - rank];
            }
        }

        double below = 0;
        for (long sum = 0; sum <= smaller; sum++)
        {
            below += ways[sum];
        }

        return Math.Min(1, 2 * below / Math.Pow(2, ranks.Length));
    }

    private static double Approximate(int[] ranks, long smaller)
    {
        double mean = ranks.Sum(r => (double)r) / 2;
        double deviation = Math.Sqrt(ranks.Sum(r => (double)r * r) / 4);

        // Doubled ranks lie two apart, so half a step is 1.
        double z = Math.Max(0, mean - smaller - 1) / deviation;
        return Math.Min(1, Complement(z / Math.Sqrt(2)));
    }

    /// <summary>erfc for 0 and up, to 1.2e-7 (Press et al. 2007, section 6.2.2).</summary>
    private static double Complement(double x)
    {
        double t = 1 / (1 + (0.5 * x));
        double[] c =
        [
            -1.26551223, 1.00002368, 0.37409196, 0.09678418, -0.18628806, 0.27886807, -1.13520398, 1.48851587,
            -0.82215223, 0.17087277,
        ];
        double sum = 0;
        for (int i = c.Length - 1; i >= 0; i--)
        {
            sum = (sum * t) + c[i];
        }

        return t * Math.Exp((-x * x) + sum);
    }
}
