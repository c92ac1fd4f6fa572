namespace TaskSwarm.Hosting.Comparison;

/// <summary>A finished comparison.</summary>
public sealed record ComparisonResult
{
    /// <summary>The scenario's name.</summary>
    public required string Scenario { get; init; }

    /// <summary>Its kind.</summary>
    public required string Kind { get; init; }

    /// <summary>What was compared.</summary>
    public required IReadOnlyList<ComparisonColumn> Columns { get; init; }

    /// <summary>With which seeds.</summary>
    public required IReadOnlyList<ulong> Seeds { get; init; }

    /// <summary>Every run, by column and seed.</summary>
    public required IReadOnlyList<IReadOnlyList<ComparedRun>> Runs { get; init; }

    /// <summary>The figures that were asked for, or those that say most.</summary>
    public required IReadOnlyList<MetricComparison> Metrics { get; init; }

    /// <summary>Where each column parts from the best one in the first figure that has a best.</summary>
    public required IReadOnlyList<Divergence> Divergences { get; init; }

    /// <summary>All runs, column by column.</summary>
    public IEnumerable<ComparedRun> All => Runs.SelectMany(c => c);

    /// <summary>Names of all figures that any run has, in ordinal order.</summary>
    public IReadOnlyList<string> MetricNames => NamesIn(All);

    /// <summary>Sums up.</summary>
    /// <param name="plan">What was asked for.</param>
    /// <param name="runs">What came of it, by column and seed.</param>
    public static ComparisonResult Of(ComparisonPlan plan, IReadOnlyList<IReadOnlyList<ComparedRun>> runs)
    {
        ArgumentNullException.ThrowIfNull(plan);
        IReadOnlyList<string> names = plan.Metrics.Count > 0
            ? plan.Metrics
            : MetricCatalog.Choose(NamesIn(runs.SelectMany(c => c)));
        MetricComparison[] metrics = [.. names.Select(n => MetricComparison.Of(n, runs))];
        return new ComparisonResult
        {
            Scenario = plan.Scenario,
            Kind = plan.Kind,
            Columns = plan.Columns,
            Seeds = plan.Seeds,
            Runs = runs,
            Metrics = metrics,
            Divergences = DivergencesOf(runs, metrics.FirstOrDefault(m => m.Best is not null)?.Best ?? 0),
        };
    }

    private static Divergence[] DivergencesOf(IReadOnlyList<IReadOnlyList<ComparedRun>> runs, int reference) =>
        runs[reference][0].Awards is not AwardHistory there
            ? []
            :
            [
                .. Enumerable.Range(0, runs.Count).Where(c => c != reference && runs[c][0].Awards is not null)
                    .Where(c => there.Awards.Count > 0 || runs[c][0].Awards!.Awards.Count > 0)
                    .Select(c => Divergence.Find(c, runs[c][0].Awards!, reference, there)),
            ];

    private static string[] NamesIn(IEnumerable<ComparedRun> runs) =>
        [.. runs.SelectMany(r => r.Metrics.Keys).Distinct().Order(StringComparer.Ordinal)];
}
