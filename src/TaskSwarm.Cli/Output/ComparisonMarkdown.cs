using System.Text;
using TaskSwarm.Cli.Commands;
using TaskSwarm.Cli.Screen;
using TaskSwarm.Hosting.Comparison;

namespace TaskSwarm.Cli.Output;

/// <summary>A comparison as Markdown: the table, what the tests say, and where strategies part.</summary>
internal static class ComparisonMarkdown
{
    /// <summary>Writes it.</summary>
    public static string Of(ComparisonRequest request, ComparisonResult result)
    {
        var text = new StringBuilder();
        void Line(string line) => text.Append(line).Append('\n');
        Line($"| {request.ColumnWord} | "
            + string.Join(" | ", result.Metrics.Select(m => Escape(ComparisonWords.NameOf(m.Metric)))) + " |");
        Line("|---|" + string.Concat(result.Metrics.Select(_ => "---:|")));
        for (int c = 0; c < result.Columns.Count; c++)
        {
            IEnumerable<string> cells = result.Metrics.Select(m => m.Best == c
                ? $"**{Cell(m, c)}**"
                : Cell(m, c));
            Line($"| {Escape(result.Columns[c].Name)} | {string.Join(" | ", cells)} |");
        }

        Line("");
        Line($"{result.Scenario}, {Amount.Of(result.Seeds.Count, "seed")}: mean ± half of its 95 % confidence "
            + "interval. Bold: best. =: no clear difference to the best (paired t-test and signed-rank test, Holm's "
            + "correction, both below 5 %).");
        Line("");
        foreach (MetricComparison metric in result.Metrics)
        {
            if (ComparisonWords.Verdict(metric, result.Columns) is string verdict)
            {
                Line($"- {Escape(ComparisonWords.NameOf(metric.Metric))}: {Escape(verdict)}");
            }
        }

        foreach (Divergence parting in result.Divergences)
        {
            Line($"- {Escape(ComparisonWords.Parting(result, parting))}");
        }

        return text.ToString();
    }

    private static string Cell(MetricComparison metric, int column) =>
        Escape(ComparisonWords.Cell(metric, column).Replace(" *", "", StringComparison.Ordinal));

    private static string Escape(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);
}
