namespace TaskSwarm.Cli.Screen;

/// <summary>One line of the table of metrics: a figure, or the four figures of a distribution.</summary>
/// <param name="Format">What it is.</param>
/// <param name="Figures">One value; or mean, median, 95th percentile and maximum.</param>
internal sealed record MetricRow(MetricFormat Format, IReadOnlyList<double> Figures)
{
    private static readonly string[] Parts = [".mean", ".p50", ".p95", ".max"];

    // What the machinery did matters least to whoever reads a run's figures.
    private static readonly string[] LastGroups = ["tasks", "failures", "network", "kernel"];

    /// <summary>The metrics of a run as rows: first what the kind measures, then what every run has.</summary>
    /// <param name="metrics">All metrics.</param>
    /// <param name="without">Names of those that are told elsewhere.</param>
    public static IReadOnlyList<MetricRow> Of(
        IReadOnlyDictionary<string, double> metrics, IReadOnlyCollection<string> without)
    {
        var rows = new List<MetricRow>();
        foreach ((string name, double value) in metrics.Where(m => !without.Contains(m.Key)))
        {
            string? part = Array.Find(Parts, p => name.EndsWith(p, StringComparison.Ordinal));
            string stem = part is null ? name : name[..^part.Length];
            bool whole = part is not null && Parts.All(p => metrics.ContainsKey(stem + p));
            if (!whole)
            {
                rows.Add(new MetricRow(MetricFormat.Of(name), [value]));
            }
            else if (part == Parts[0])
            {
                rows.Add(new MetricRow(MetricFormat.Of(stem), [.. Parts.Select(p => metrics[stem + p])]));
            }
        }

        return [.. rows.OrderBy(r => Array.IndexOf(LastGroups, r.Format.Group))
            .ThenBy(r => r.Format.Group, StringComparer.Ordinal)
            .ThenBy(r => r.Figures.Count)];
    }
}
