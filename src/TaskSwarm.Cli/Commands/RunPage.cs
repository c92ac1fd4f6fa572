using TaskSwarm.Cli.Output;
using TaskSwarm.Cli.Screen;
using TaskSwarm.Hosting.Runs;
using TaskSwarm.Hosting.Storage;
using TaskSwarm.Kernel.Runs;

namespace TaskSwarm.Cli.Commands;

/// <summary>Shows a run of a store as <c>run</c> shows it.</summary>
internal sealed class RunPage(Terminal terminal, bool json, string? store)
{
    /// <summary>What is asked of a run that goes on.</summary>
    public RunRequest Request(
        PersistedRun run, HostSettings host, Action<RunProgress> started, CancellationToken interrupts) => new()
        {
            File = run.Description.File,
            Host = host,
            Keep = run.Record.Keep,
            Version = RunReport.Version,
            Reproduce = Reproduce(run),
            Started = started,
            Cancellation = interrupts,
        };

    /// <summary>The command that makes a persisted run again.</summary>
    public string Reproduce(PersistedRun run) =>
        $"taskswarm replay {run.Record.Id} --verify{StoreUse.OptionFor(store)}";

    /// <summary>Shows the summary that a persisted run had; says how to go on if it has none.</summary>
    /// <returns>The exit code that the run had.</returns>
    public int Show(PersistedRun run)
    {
        if (run.Ending is StoredEnding ending)
        {
            return Show(new RunReport(
                run.Record.Id, ending.Result, ending.Settings, ending.WallSeconds, ending.Reproduce)
            {
                IsStored = true,
            });
        }

        terminal.Error.WriteLine($"Run {run.Record.Id} was cut off before its end, so it has no summary yet.");
        ResumeHint.Write(terminal, run.Record.Id, store);
        return ExitCode.Interrupted;
    }

    /// <summary>Shows a run that was just made.</summary>
    /// <returns>Its exit code.</returns>
    public int Show(RecordedRun run, HostSettings settings, string reproduce) => Show(new RunReport(
        run.Id!, run.Result, settings, run.Wall.TotalSeconds, reproduce)
    {
        IsStored = true,
        Trouble = run.Trouble,
    });

    private int Show(RunReport report)
    {
        if (json)
        {
            terminal.Out.WriteLine(RunJson.Of(report));
        }
        else
        {
            terminal.DrawOut(console => RunSummary.Write(console, report));
        }

        if (report.Result.Failure is RunFailure failure)
        {
            terminal.DrawError(console => FailureText.Write(console, failure, null));
            terminal.Error.WriteLine("See it again with:");
            terminal.Error.WriteLine("  " + report.Reproduce);
        }

        ResumeHint.Write(terminal, report, store);
        return report.ExitCode;
    }
}
