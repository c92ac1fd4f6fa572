using System.Globalization;
using Serilog.Core;
using TaskSwarm.Cli.Output;
using TaskSwarm.Cli.Screen;
using TaskSwarm.Hosting.Comparison;
using TaskSwarm.Hosting.Runs;
using TaskSwarm.Hosting.Telemetry;
using TaskSwarm.Kernel.Runs;
using TaskSwarm.Scenarios;
using TaskSwarm.Scenarios.Format;

namespace TaskSwarm.Cli.Commands;

/// <summary>One comparison from the command line: checks everything before it starts, shows it, and reports it.
/// </summary>
internal sealed class ComparisonSession(
    Terminal terminal, IReadOnlyList<IScenarioKind> kinds, ComparisonRequest request)
{
    /// <summary>Makes the comparison.</summary>
    /// <returns>The exit code.</returns>
    public int Make()
    {
        if (request.Out is string file && OutputFile.Objection(file, mayReplace: true) is string objection)
        {
            return Refuse([$"--out {file}: {objection}"]);
        }

        if (request.Columns.Count == 0)
        {
            return Refuse(["--strategies: found none; expected names, such as contract-net,static"]);
        }

        ScenarioLoader loader = ScenarioLoading.Loader(kinds);
        if (Plan(loader, out IReadOnlyList<string> reasons) is not ComparisonPlan plan)
        {
            return Refuse(reasons);
        }

        using Logger log = RunLog.Open(LogSettings.Quiet, terminal.Error);
        using var interrupts = new Interrupts(() => terminal.Error.WriteLine(
            "Ending the runs under way; press Ctrl-C again to end at once."));
        var progress = new ComparisonProgress(plan.Runs);
        ComparisonResult result;
        using (new ComparisonLive(terminal, plan, progress))
        {
            result = new ComparisonService(loader, log).Run(plan, request.Workers, progress, interrupts.Token);
        }

        int written = Report(result);
        TellFailures(result);
        return interrupts.Token.IsCancellationRequested ? ExitCode.Interrupted
            : result.All.All(r => r.IsComplete) ? written
            : ExitCode.Failed;
    }

    /// <summary>Shows a comparison that was made already.</summary>
    /// <returns>The exit code.</returns>
    public int Show(ComparisonResult result)
    {
        int written = Report(result);
        foreach (ComparedRun run in result.All.Where(r => r.Outcome == "failed"))
        {
            terminal.Error.WriteLine($"{request.ColumnWord} {result.Columns[run.Column].Name}: {run.Reason}");
        }

        return result.All.All(r => r.IsComplete) ? written : ExitCode.Failed;
    }

    /// <summary>Loads every column once, so that all that cannot run is named before anything starts.</summary>
    private ComparisonPlan? Plan(ScenarioLoader loader, out IReadOnlyList<string> reasons)
    {
        string seed = request.Seeds[0].ToString(CultureInfo.InvariantCulture);
        ScenarioResult[] loaded =
            [.. request.Columns.Select(c => loader.LoadFile(request.File, c.Overrides with { Seed = seed }))];
        string[][] problems = [.. loaded.Select(l => l.Simulation is null ? ProblemText.Lines(l).ToArray() : [])];

        // What is wrong under every strategy is wrong with the scenario, and said once.
        string[] common = [.. problems[0].Where(p => problems.All(other => other.Contains(p)))];
        reasons =
        [
            .. common,
            .. request.Columns.SelectMany((c, i) => problems[i].Except(common).Select(
                p => $"{request.ColumnWord} {c.Name}: {p}")),
        ];
        return reasons.Count > 0 || loaded[0].Simulation is not Simulation first
            ? null
            : new ComparisonPlan(
                request.File, first.Name, first.Kind, request.Columns, request.Seeds, request.Metrics);
    }

    private int Report(ComparisonResult result)
    {
        foreach (string metric in request.Metrics.Where(m => !result.MetricNames.Contains(m)))
        {
            string hint = Suggestion.DidYouMean(metric, result.MetricNames) is string s ? "; " + s : "";
            terminal.Error.WriteLine($"--metric {metric}: no run has it{hint}");
        }

        var page = new StringWriter(CultureInfo.InvariantCulture);
        switch (request.Format)
        {
            case "json":
                page.WriteLine(ComparisonJson.Of(request, result));
                break;
            case "csv":
                page.Write(ComparisonCsv.Of(request, result));
                break;
            case "markdown":
                page.Write(ComparisonMarkdown.Of(request, result));
                break;
            default:
                if (request.Out is null)
                {
                    terminal.DrawOut(console => ComparisonText.Write(console, request, result));
                    return ExitCode.Done;
                }

                new Terminal { Out = page, Error = terminal.Error, Width = terminal.Width }.DrawOut(
                    console => ComparisonText.Write(console, request, result));
                break;
        }

        if (request.Out is string file)
        {
            return NewFile.Write(terminal, file, page.ToString(), mayReplace: true);
        }

        terminal.Out.Write(page.ToString());
        return ExitCode.Done;
    }

    private void TellFailures(ComparisonResult result)
    {
        foreach (ComparedRun run in result.All.Where(r => r.Outcome == "failed"))
        {
            ComparisonColumn column = result.Columns[run.Column];
            ulong seed = result.Seeds[run.Seed];
            terminal.Error.WriteLine($"{request.ColumnWord} {column.Name}, seed {seed}: {run.Reason}");
            terminal.Error.WriteLine("  " + ReproduceCommand.Of(request.File, column.Overrides, seed));
        }
    }

    private int Refuse(IReadOnlyList<string> reasons)
    {
        foreach (string reason in reasons)
        {
            terminal.Error.WriteLine(reason);
        }

        if (request.Format == "json")
        {
            terminal.Out.WriteLine(RunJson.Refused(request.File, reasons));
        }

        return ExitCode.Usage;
    }
}
