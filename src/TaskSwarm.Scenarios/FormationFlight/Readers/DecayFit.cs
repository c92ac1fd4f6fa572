namespace TaskSwarm.Scenarios.FormationFlight.Readers;

/// <summary>Fits an exponential decay to a series of positive values.</summary>
public static class DecayFit
{
    /// <summary>
    /// Rate r of value = c exp(-r t) by least squares on the logarithm, over the stretch in which the value falls from
    /// <paramref name="upper"/> to <paramref name="lower"/> of its largest; 1/s. NaN with fewer than ten points.
    /// The stretch leaves out the fast modes at the beginning and the rounding at the end.
    /// </summary>
    public static double Rate(IReadOnlyList<(double Seconds, double Value)> series, double upper, double lower)
    {
        var peak = series.Count == 0 ? 0 : series.Max(p => p.Value);
        var after = series.SkipWhile(p => p.Value < peak).SkipWhile(p => p.Value > upper * peak);
        var part = after.TakeWhile(p => p.Value > lower * peak).ToArray();
        if (part.Length < 10)
        {
            return double.NaN;
        }

        var meanTime = part.Sum(p => p.Seconds) / part.Length;
        var meanLog = part.Sum(p => Math.Log(p.Value)) / part.Length;
        var covariance = part.Sum(p => (p.Seconds - meanTime) * (Math.Log(p.Value) - meanLog));
        var variance = part.Sum(p => (p.Seconds - meanTime) * (p.Seconds - meanTime));
        return -covariance / variance;
    }
}
