namespace TaskSwarm.Hosting.Export;

/// <summary>Units of metrics, which the last words of their names say.</summary>
internal static class MetricUnit
{
    private const string ShareOfOne = "1";

    private static readonly string[] Statistics = [".mean", ".p50", ".p95", ".max", ".min"];

    // Longer endings first: the first that fits counts.
    private static readonly (string Ending, string Unit)[] Endings =
    [
        (".metres.per.second", "m/s"),
        (".per.second", "1/s"),
        (".seconds", "s"),
        (".hours", "h"),
        (".percent", "%"),
        (".bytes", "B"),
        (".km", "km"),
        (".metres", "m"),
        (".m", "m"),
        (".joules", "J"),
        (".kj", "kJ"),
        (".wh", "Wh"),
        (".rate", ShareOfOne),
        (".share", ShareOfOne),
        (".satisfaction", ShareOfOne),
        (".utilisation", ShareOfOne),
    ];

    /// <summary>The unit of a metric; null for counts and numbers in the scenario's own unit.</summary>
    public static string? Of(string name)
    {
        string stem = Statistics.FirstOrDefault(s => name.EndsWith(s, StringComparison.Ordinal)) is string statistic
            ? name[..^statistic.Length]
            : name;
        return Array.Find(Endings, e => stem.EndsWith(e.Ending, StringComparison.Ordinal)).Unit;
    }
}
