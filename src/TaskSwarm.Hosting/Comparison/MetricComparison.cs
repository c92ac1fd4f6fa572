namespace TaskSwarm.Hosting.Comparison;

/// <summary>One figure over all columns.</summary>
/// <param name="Metric">Its name.</param>
/// <param name="Direction">Which way it should go.</param>
/// <param name="Estimates">What each column's runs say of it.</param>
/// <param name="Best">The column with the best mean; null if it is not known what is better, or if all are equal.
/// </param>
/// <param name="Differences">Every other column against the best; empty without a best.</param>
public sealed record MetricComparison(
    string Metric, MetricDirection Direction, IReadOnlyList<Estimate> Estimates, int? Best,
    IReadOnlyList<PairedDifference> Differences)
{
    /// <summary>Compares.</summary>
    /// <param name="metric">The figure.</param>
    /// <param name="runs">Every run, by column and seed.</param>
    public static MetricComparison Of(string metric, IReadOnlyList<IReadOnlyList<ComparedRun>> runs)
    {
        ArgumentNullException.ThrowIfNull(runs);
        IReadOnlyList<IReadOnlyList<double?>> values =
        [
            .. runs.Select(column => (IReadOnlyList<double?>)[.. column.Select(run =>
                run.IsComplete && run.Metrics.TryGetValue(metric, out double value) ? value : (double?)null)]),
        ];
        Estimate[] estimates = [.. values.Select(v => Estimate.Of([.. v.OfType<double>()]))];
        MetricDirection direction = MetricCatalog.DirectionOf(metric);
        int? best = BestOf(direction, estimates);
        return new MetricComparison(
            metric, direction, estimates, best, best is int b ? PairedDifference.Against(b, values) : []);
    }

    /// <summary>A column's difference to the best; null for the best itself and without one.</summary>
    public PairedDifference? DifferenceOf(int column) => Differences.FirstOrDefault(d => d.Column == column);

    private static int? BestOf(MetricDirection direction, Estimate[] estimates)
    {
        int sign = direction == MetricDirection.Higher ? -1 : 1;
        int[] known = [.. Enumerable.Range(0, estimates.Length).Where(c => estimates[c].Count > 0)];
        bool isOpen = direction == MetricDirection.Unknown || known.Length < 2
            || known.All(c => estimates[c].Mean == estimates[known[0]].Mean);
        return isOpen ? null : known.OrderBy(c => sign * estimates[c].Mean).ThenBy(c => c).First();
    }
}
