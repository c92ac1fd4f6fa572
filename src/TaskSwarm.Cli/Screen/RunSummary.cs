using Spectre.Console;
using TaskSwarm.Cli.Output;
using TaskSwarm.Cluster;
using TaskSwarm.Hosting.Runs;
using TaskSwarm.Kernel.Metrics;
using TaskSwarm.Kernel.Runs;
using TaskSwarm.Kernel.Tasks;

namespace TaskSwarm.Cli.Screen;

/// <summary>The summary of a run for people.</summary>
internal static class RunSummary
{
    private const int MostListed = 10;
    private const int FigureWidth = 11;

    /// <summary>Below this many events a window, opening and closing it costs more than what happens in it.</summary>
    private const double NearlyEmpty = 4;

    private const int ManyWindows = 5000;

    private static readonly string[] SaidAbove =
    [
        "failures.total", "failures.detected", "failures.recovered", "network.messages", "kernel.events.per.window",
        "kernel.lookahead.seconds", "tasks.violations",
    ];

    /// <summary>Writes the summary.</summary>
    public static void Write(IAnsiConsole console, RunReport report)
    {
        RunResult result = report.Result;
        Simulation simulation = result.Simulation;
        string colour = report.ExitCode switch
        {
            ExitCode.Done => "green",
            ExitCode.Interrupted => "yellow",
            _ => "red",
        };
        console.MarkupLine(
            $"[bold]{Markup.Escape(simulation.Name)}[/] [bold {colour}]{report.Outcome}[/]"
            + (result.EndReason == report.Outcome ? "" : Markup.Escape($": {result.EndReason}")));
        console.WriteLine();
        console.Write(Facts(report));
        WriteUnfinished(console, result);
        WriteViolations(console, result);
        IReadOnlyList<MetricRow> rows = MetricRow.Of(result.Metrics.Values, without: SaidAbove);
        console.WriteLine();
        WriteFigures(console, rows);
        if (rows.Any(r => r.Figures.Count > 1))
        {
            console.WriteLine();
            console.Write(Distributions(rows));
        }

        WriteHint(console, result);
    }

    private static Grid Facts(RunReport report)
    {
        RunResult result = report.Result;
        Simulation simulation = result.Simulation;
        double simulated = result.SimulatedTime.Seconds;
        double perSecond = result.Events / Math.Max(report.WallSeconds, 1e-6);
        string layout = report.Settings.Host == HostKind.Sequential
            ? "one after another (sequential host)"
            : $"as actors in {Amount.Of(report.Settings.Regions, "region")} on "
                + Amount.Of(report.Settings.Workers, "worker");
        var grid = new Grid()
            .AddColumn(new GridColumn().NoWrap().PadLeft(2).PadRight(2)).AddColumn(new GridColumn().PadLeft(0));
        void Add(string name, string value) => grid.AddRow(
            new Markup($"[grey]{name}[/]"), new Markup(value));
        Add("kind", Markup.Escape($"{simulation.Kind}, strategy {simulation.Strategy}, seed {simulation.Seed}"));
        Add("agents", $"{Amount.Count(result.Agents)} {layout}");
        Add("tasks", Tasks(result.Ledger));
        Add("failures", Failures(result.Metrics));
        Add("time", $"{Amount.Time(simulated)} simulated in {Amount.Time(report.WallSeconds)}, "
            + $"{Speed(simulated / Math.Max(report.WallSeconds, 1e-6))} times real time");
        Add("work", $"{Amount.Of(result.Events, "event")} ({Amount.Short(perSecond)}/s), "
            + Amount.Of(result.Messages, "message"));
        Add("windows", $"{Amount.Count(result.Windows)} of {Amount.Time(simulation.Network.Lookahead.Seconds)}, "
            + $"{Amount.Digits(EventsPerWindow(result))} events each on average");
        if (report.Cluster is ClusterCost cost)
        {
            Add("cluster", Cluster(cost, result.Messages));
        }

        Add("digest", $"[bold]{result.Digest}[/]");
        Add("run", Markup.Escape(report.Run));
        return grid;
    }

    private static string Cluster(ClusterCost cost, long messages) =>
        Amount.Of(cost.Nodes, "node") + (cost.Divisions > 1 ? $", divided {Amount.Of(cost.Divisions, "time")}" : "")
        + $"; reports of {Amount.Short(cost.BytesSent)} bytes, {Amount.Digits(cost.BytesPerMessage(messages))} "
        + $"a message; {Amount.Time(cost.WaitedMilliseconds / 1000)} of waiting a window";

    private static string Speed(double speed) => Amount.Short(speed >= 10 ? Math.Round(speed) : speed);

    private static string Tasks(TaskLedger ledger)
    {
        if (ledger.Count == 0)
        {
            return "none";
        }

        string text = $"{Amount.Count(ledger.Done)} of {Amount.Count(ledger.Count)} done";
        foreach (TaskState state in Enum.GetValues<TaskState>().Where(s => s != TaskState.Done))
        {
            int count = ledger.CountOf(state);
            text += count == 0 ? "" : $", {Amount.Count(count)} {Word(state)}";
        }

        return ledger.Done == ledger.Count ? $"[green]{text}[/]" : $"[yellow]{text}[/]";
    }

    private static string Word(TaskState state) => state switch
    {
        TaskState.Announced => "not placed",
        TaskState.Awarded => "placed but not begun",
        TaskState.Started => "under way",
        _ => state.ToString().ToLowerInvariant(),
    };

    private static string Failures(MetricSet metrics)
    {
        long total = Whole(metrics, "failures.total");
        if (total == 0)
        {
            return "none";
        }

        long detected = Whole(metrics, "failures.detected");
        long recovered = Whole(metrics, "failures.recovered");
        string text = $"{Amount.Count(total)}, {Amount.Count(detected)} detected"
            + After(metrics.Find("failures.detection.seconds.mean"))
            + $", {Amount.Count(recovered)} recovered" + After(metrics.Find("failures.recovery.seconds.mean"));
        return detected >= total && recovered >= total ? text : $"[yellow]{text}[/]";
    }

    private static string After(double? seconds) => seconds is double s ? $" (mean {Amount.Time(s)})" : "";

    private static long Whole(MetricSet metrics, string name) => (long)(metrics.Find(name) ?? 0);

    private static double EventsPerWindow(RunResult result) =>
        result.Windows == 0 ? 0 : (double)result.Events / result.Windows;

    private static void WriteUnfinished(IAnsiConsole console, RunResult result)
    {
        TaskRecord[] unfinished = [.. result.Ledger.Tasks.Where(
            t => t.State is TaskState.Failed or TaskState.Expired)];
        if (unfinished.Length == 0)
        {
            return;
        }

        console.WriteLine();
        console.MarkupLine("[yellow]Tasks that came to nothing[/]");
        WriteFirst(console, unfinished, t => $"{t.Name}: {Word(t.State)}, {t.Reason ?? "no reason given"}");
    }

    private static void WriteViolations(IAnsiConsole console, RunResult result)
    {
        if (result.Violations.Count == 0)
        {
            return;
        }

        console.WriteLine();
        console.MarkupLine("[bold red]Laws were broken[/]");
        WriteFirst(console, result.Violations, v => v.ToText(result.AgentNames), "red");
    }

    private static void WriteFirst<T>(
        IAnsiConsole console, IReadOnlyCollection<T> items, Func<T, string> text, string colour = "default")
    {
        foreach (T item in items.Take(MostListed))
        {
            console.MarkupLine($"  [{colour}]{Markup.Escape(text(item))}[/]");
        }

        if (items.Count > MostListed)
        {
            console.MarkupLine($"  [grey]and {Amount.Count(items.Count - MostListed)} more[/]");
        }
    }

    /// <summary>Single figures: a line or two for each group. Lines are broken here, because a label and its value,
    /// which differ in colour, must stay together.</summary>
    private static void WriteFigures(IAnsiConsole console, IReadOnlyList<MetricRow> rows)
    {
        IGrouping<string, MetricRow>[] groups =
            [.. rows.Where(r => r.Figures.Count == 1).GroupBy(r => r.Format.Group)];
        int indent = groups.Max(g => g.Key.Length) + 4;
        foreach (IGrouping<string, MetricRow> group in groups)
        {
            string head = $"  [grey]{Markup.Escape(group.Key.PadRight(indent - 2))}[/]";
            string line = "";
            int used = indent;
            foreach (MetricRow row in group)
            {
                string label = row.Format.Label == row.Format.Group ? "" : row.Format.Label + " ";
                string value = row.Format.Write(row.Figures[0]);
                int width = label.Length + value.Length + 2;
                if (used + width > console.Profile.Width && line.Length > 0)
                {
                    console.MarkupLine($"{head}{line},");
                    (head, line, used) = (new string(' ', indent), "", indent);
                }

                line += $"{(line.Length == 0 ? "" : ", ")}[grey]{Markup.Escape(label)}[/]{Markup.Escape(value)}";
                used += width;
            }

            console.MarkupLine(head + line);
        }
    }

    /// <summary>Distributions: a line each.</summary>
    private static Table Distributions(IReadOnlyList<MetricRow> rows)
    {
        var table = new Table().Border(TableBorder.None);
        table.AddColumn(new TableColumn(""));
        foreach (string header in (string[])["mean", "median", "95 %", "max"])
        {
            table.AddColumn(new TableColumn($"[grey]{header}[/]").RightAligned().Width(FigureWidth).NoWrap());
        }

        foreach (MetricRow row in rows.Where(r => r.Figures.Count > 1))
        {
            table.AddRow([
                $"  {Markup.Escape(row.Format.Group)} [grey]{Markup.Escape(row.Format.Label)}[/]",
                .. row.Figures.Select(f => Markup.Escape(row.Format.Write(f)))]);
        }

        return table;
    }

    private static void WriteHint(IAnsiConsole console, RunResult result)
    {
        double each = EventsPerWindow(result);
        if (each < NearlyEmpty && result.Windows > ManyWindows)
        {
            console.MarkupLine(
                $"[yellow]Windows are nearly empty[/]: {Amount.Digits(each)} events each. The smallest link latency, "
                + $"{Amount.Time(result.Simulation.Network.Lookahead.Seconds)}, is how far all agents may go at once; "
                + "a longer one would run faster, and more workers will not.");
        }

        if (result.Metrics.Find("cbba.rising.gains") is double rising and > 0)
        {
            console.MarkupLine(
                $"[yellow]Gains rose {Amount.Of((long)rising, "time")}[/]: tasks were worth more behind others than "
                + "alone. Agents agree all the same, but the promise of half of the optimum does not hold.");
        }
    }
}
