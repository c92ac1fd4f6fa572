using System.Globalization;
using TaskSwarm.Hosting.Comparison;
using TaskSwarm.Kernel.Time;

namespace TaskSwarm.Cli.Screen;

/// <summary>Says what a comparison found, in words that the text and the Markdown report share.</summary>
internal static class ComparisonWords
{
    /// <summary>Below so many pairs no outcome of the signed-rank test is rare enough.</summary>
    public const int FewestPairs = 6;

    private static readonly (string Ending, string Word)[] Parts =
        [(".mean", "mean"), (".p50", "median"), (".p95", "95 %"), (".max", "max")];

    /// <summary>What a metric is called, in two parts, and how its values are written.</summary>
    public static MetricFormat FormatOf(string metric)
    {
        (string ending, string word) = Array.Find(
            Parts, p => metric.EndsWith(p.Ending, StringComparison.Ordinal));
        if (ending is null)
        {
            return MetricFormat.Of(metric);
        }

        MetricFormat stem = MetricFormat.Of(metric[..^ending.Length]);
        return stem with { Label = $"{(stem.Label == stem.Group ? "" : stem.Label)} {word}".Trim() };
    }

    /// <summary>A metric's name for people.</summary>
    public static string NameOf(string metric)
    {
        MetricFormat format = FormatOf(metric);
        return format.Label == format.Group ? format.Group : $"{format.Group} {format.Label}";
    }

    /// <summary>One cell: mean, half of the confidence interval, and a mark: * best, = no clear difference to it.
    /// </summary>
    public static string Cell(MetricComparison metric, int column)
    {
        Estimate estimate = metric.Estimates[column];
        if (estimate.Count == 0)
        {
            return "-";
        }

        Func<double, string> write = FormatOf(metric.Metric).Write;
        string half = double.IsNaN(estimate.HalfWidth) ? "" : $" ± {write(estimate.HalfWidth)}";
        return write(estimate.Mean) + half + Mark(metric, column);
    }

    /// <summary>What the tests say of one metric; null if it has no best.</summary>
    public static string? Verdict(MetricComparison metric, IReadOnlyList<ComparisonColumn> columns)
    {
        if (metric.Best is not int best)
        {
            return metric.Direction != MetricDirection.Unknown && metric.Estimates.Count(e => e.Count > 0) > 1
                ? "no difference"
                : null;
        }

        string[] unclear =
            [.. metric.Differences.Where(d => !d.IsClear && d.Pairs > 0).Select(d => columns[d.Column].Name)];
        string[] clear =
        [
            .. metric.Differences.Where(d => d.IsClear).OrderBy(d => Math.Abs(d.Mean)).Select(d =>
                $"{columns[d.Column].Name} ({By(metric, d, best)}{Chance(d)})"),
        ];
        return $"best {columns[best].Name}"
            + (unclear.Length > 0 ? $"; no clear difference to {string.Join(", ", unclear)}" : "")
            + (clear.Length > 0 ? $"; clearly worse: {string.Join(", ", clear)}" : "");
    }

    /// <summary>The first award in which a column parts from the reference, and what it led to.</summary>
    public static string Parting(ComparisonResult result, Divergence parting)
    {
        string here = result.Columns[parting.Column].Name, there = result.Columns[parting.Reference].Name;
        if (parting.Task is null)
        {
            return $"{here} gives every task to the same agent as {there}";
        }

        MetricComparison? lead = result.Metrics.FirstOrDefault(m => m.Best is not null);
        string led = lead is null
            ? ""
            : $"; {NameOf(lead.Metric)} {Final(result, parting.Column, lead.Metric)} instead of "
                + Final(result, parting.Reference, lead.Metric);
        return $"{here} parts from {there} at {Moment(parting.At)}: {parting.Task} goes to {Fate(parting.Here)} "
            + $"instead of {Fate(parting.There)}{led}";
    }

    private static string Mark(MetricComparison metric, int column) =>
        metric.Best == column ? " *"
        : metric.DifferenceOf(column) is { IsClear: false, Pairs: > 0 } ? " ="
        : "";

    private static string By(MetricComparison metric, PairedDifference difference, int best)
    {
        double reference = metric.Estimates[best].Mean;
        string sign = difference.Mean > 0 ? "+" : "";
        return Math.Abs(reference) > 1e-9
            ? $"{sign}{Amount.Digits(100 * difference.Mean / Math.Abs(reference))} %"
            : sign + FormatOf(metric.Metric).Write(difference.Mean);
    }

    private static string Chance(PairedDifference difference)
    {
        double p = Math.Max(difference.StudentP, difference.WilcoxonP);
        return p < 0.001 ? ", p < 0.001" : string.Create(CultureInfo.InvariantCulture, $", p {p:0.000}");
    }

    private static string Fate(AwardHistory.Award? award)
    {
        if (award is null)
        {
            return "nobody";
        }

        string end = award.State == "done"
            ? $"{(award.Start < SimTime.Never ? $"begun {Moment(award.Start)}, " : "")}done {Moment(award.End)}"
                + (award.Late > SimDuration.Zero ? $", {Amount.Time(award.Late.Seconds)} late" : "")
            : award.State;
        return $"{award.Agent} (cost {Amount.Digits(award.Cost)}, {end})";
    }

    private static string Final(ComparisonResult result, int column, string metric) =>
        result.Runs[column][0].Metrics.TryGetValue(metric, out double value) ? FormatOf(metric).Write(value) : "-";

    private static string Moment(SimTime time) => Amount.Time(time.Seconds);
}
