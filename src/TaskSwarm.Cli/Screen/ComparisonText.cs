using Spectre.Console;
using TaskSwarm.Cli.Commands;
using TaskSwarm.Hosting.Comparison;

namespace TaskSwarm.Cli.Screen;

/// <summary>The report of a comparison for people.</summary>
internal static class ComparisonText
{
    private const int Gap = 2;

    /// <summary>Writes the report.</summary>
    public static void Write(IAnsiConsole console, ComparisonRequest request, ComparisonResult result)
    {
        int complete = result.All.Count(r => r.IsComplete);
        string runs = complete == result.All.Count()
            ? Amount.Of(complete, "run")
            : $"{Amount.Count(complete)} of {Amount.Of(result.All.Count(), "run")} completed";
        console.MarkupLine($"[bold]{Markup.Escape(result.Scenario)}[/] ({result.Kind}): "
            + $"{Amount.Count(result.Columns.Count)} {Columns(request.ColumnWord)} "
            + $"with {Amount.Of(result.Seeds.Count, "seed")} each, {runs}");
        foreach (IReadOnlyList<MetricComparison> page in Pages(result, console.Profile.Width))
        {
            console.WriteLine();
            console.Write(TableOf(request, result, page));
        }

        console.WriteLine();
        console.MarkupLine("[grey]Mean ± half of its 95 % confidence interval; * best, = no clear difference to it "
            + "(paired t-test and signed-rank test, Holm's correction, both below 5 %).[/]");
        if (result.Seeds.Count < ComparisonWords.FewestPairs)
        {
            console.MarkupLine($"[yellow]With fewer than {ComparisonWords.FewestPairs} seeds no difference can be "
                + "called clear.[/]");
        }

        WriteList(console, "Differences", result.Metrics
            .Select(m => (m.Metric, Verdict: ComparisonWords.Verdict(m, result.Columns)))
            .Where(v => v.Verdict is not null)
            .Select(v => $"{ComparisonWords.NameOf(v.Metric)}: {v.Verdict}"));
        WriteList(console, $"First partings, seed {result.Seeds[0]}",
            result.Divergences.Select(d => ComparisonWords.Parting(result, d)));
        WriteList(console, "Runs that do not count", result.All.Where(r => !r.IsComplete).Select(
            r => $"{result.Columns[r.Column].Name}, seed {result.Seeds[r.Seed]}: {r.Outcome}"
                + (r.Reason.Length == 0 || r.Reason == r.Outcome ? "" : $", {r.Reason}")));
    }

    private static void WriteList(IAnsiConsole console, string title, IEnumerable<string> lines)
    {
        string[] all = [.. lines];
        if (all.Length == 0)
        {
            return;
        }

        console.WriteLine();
        console.MarkupLine($"[bold]{Markup.Escape(title)}[/]");
        var grid = new Grid().AddColumn(new GridColumn().PadLeft(2).PadRight(0));
        foreach (string line in all)
        {
            grid.AddRow(new Text(line));
        }

        console.Write(grid);
    }

    /// <summary>As many figures side by side as the screen holds.</summary>
    private static IEnumerable<IReadOnlyList<MetricComparison>> Pages(ComparisonResult result, int width)
    {
        int names = result.Columns.Max(c => c.Name.Length) + Gap;
        var page = new List<MetricComparison>();
        int used = names;
        foreach (MetricComparison metric in result.Metrics)
        {
            int wide = WidthOf(result, metric) + Gap;
            if (page.Count > 0 && used + wide > width)
            {
                yield return page;
                (page, used) = ([], names);
            }

            page.Add(metric);
            used += wide;
        }

        if (page.Count > 0)
        {
            yield return page;
        }
    }

    private static int WidthOf(ComparisonResult result, MetricComparison metric)
    {
        MetricFormat format = ComparisonWords.FormatOf(metric.Metric);
        int cells = Enumerable.Range(0, result.Columns.Count).Max(c => ComparisonWords.Cell(metric, c).Length);
        return Math.Max(cells, Math.Max(format.Group.Length, format.Label.Length));
    }

    private static Table TableOf(
        ComparisonRequest request, ComparisonResult result, IReadOnlyList<MetricComparison> page)
    {
        var table = new Table().Border(TableBorder.None);
        table.AddColumn(new TableColumn($"[grey]{request.ColumnWord}[/]").NoWrap().PadLeft(0).PadRight(Gap));
        foreach (MetricComparison metric in page)
        {
            MetricFormat format = ComparisonWords.FormatOf(metric.Metric);
            string head = format.Label == format.Group ? format.Group : $"{format.Group}\n{format.Label}";
            table.AddColumn(new TableColumn($"[grey]{Markup.Escape(head)}[/]")
                .RightAligned().NoWrap().PadLeft(0).PadRight(Gap).Width(WidthOf(result, metric)));
        }

        for (int c = 0; c < result.Columns.Count; c++)
        {
            int column = c;
            table.AddRow(
            [
                Markup.Escape(result.Columns[c].Name),
                .. page.Select(m => m.Best == column
                    ? $"[bold green]{Markup.Escape(ComparisonWords.Cell(m, column))}[/]"
                    : Markup.Escape(ComparisonWords.Cell(m, column))),
            ]);
        }

        return table;
    }

    private static string Columns(string word) => word switch
    {
        "strategy" => "strategies",
        "run" => "stored runs",
        _ => "settings",
    };
}
