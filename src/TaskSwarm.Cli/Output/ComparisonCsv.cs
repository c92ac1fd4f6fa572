using System.Globalization;
using System.Text;
using TaskSwarm.Cli.Commands;
using TaskSwarm.Hosting.Comparison;

namespace TaskSwarm.Cli.Output;

/// <summary>A comparison as comma-separated values (RFC 4180): a row a run, with every figure that any run has. Numbers
/// are written in full and with a point, wherever the program runs.</summary>
internal static class ComparisonCsv
{
    /// <summary>Writes it.</summary>
    public static string Of(ComparisonRequest request, ComparisonResult result)
    {
        IReadOnlyList<string> names = result.MetricNames;
        var text = new StringBuilder();
        Row(text, [request.ColumnWord, "seed", "outcome", "reason", "digest", .. names]);
        foreach (ComparedRun run in result.All)
        {
            Row(text,
            [
                result.Columns[run.Column].Name,
                result.Seeds[run.Seed].ToString(CultureInfo.InvariantCulture),
                run.Outcome, run.Reason, run.Digest ?? "",
                .. names.Select(n => run.Metrics.TryGetValue(n, out double value)
                    ? value.ToString("R", CultureInfo.InvariantCulture)
                    : ""),
            ]);
        }

        return text.ToString();
    }

    private static void Row(StringBuilder text, IEnumerable<string> cells) =>
        text.AppendJoin(',', cells.Select(Quoted)).Append("\r\n");

    private static string Quoted(string cell) => cell.AsSpan().ContainsAny(",\"\r\n")
        ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
        : cell;
}
