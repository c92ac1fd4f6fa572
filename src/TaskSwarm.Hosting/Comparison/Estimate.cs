namespace TaskSwarm.Hosting.Comparison;

/// <summary>What some runs say of one figure.</summary>
/// <param name="Count">How many runs have it.</param>
/// <param name="Mean">Their mean; NaN without runs.</param>
/// <param name="Deviation">Their standard deviation; NaN for fewer than two.</param>
/// <param name="HalfWidth">Half of the 95% confidence interval of the mean (Student's t); NaN for fewer than two.
/// </param>
public sealed record Estimate(int Count, double Mean, double Deviation, double HalfWidth)
{
    /// <summary>What a confidence interval leaves out.</summary>
    public const double Error = 0.05;

    /// <summary>Takes the figures of some runs, in a fixed order.</summary>
    public static Estimate Of(IReadOnlyList<double> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        int n = values.Count;
        double mean = n == 0 ? double.NaN : values.Sum() / n;

        // Equal figures must have no spread at all, whatever their sum was rounded to.
        mean = n > 0 && values.All(v => v == values[0]) ? values[0] : mean;
        double deviation = n < 2 ? double.NaN : Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / (n - 1));
        double half = n < 2 ? double.NaN : StudentT.Critical(Error, n - 1) * deviation / Math.Sqrt(n);
        return new Estimate(n, mean, deviation, half);
    }
}
