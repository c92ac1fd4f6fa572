using System.Diagnostics;
using System.Globalization;
using Serilog.Core;
using TaskSwarm.Cli.Output;
using TaskSwarm.Cli.Pictures;
using TaskSwarm.Cli.Screen;
using TaskSwarm.Hosting.Runs;
using TaskSwarm.Hosting.Storage;
using TaskSwarm.Hosting.Telemetry;
using TaskSwarm.Kernel.Runs;
using TaskSwarm.Scenarios;
using TaskSwarm.Scenarios.Format;
using TaskSwarm.Store;

namespace TaskSwarm.Cli.Commands;

/// <summary>One run from the command line: checks everything before it starts, shows it, and reports it.</summary>
internal sealed class ScenarioRun(
    Terminal terminal, IReadOnlyList<IScenarioKind> kinds, RunOptions options)
{
    /// <summary>Makes the run.</summary>
    /// <returns>The exit code.</returns>
    public int Make()
    {
        if (OutputObjection() is string objection)
        {
            return Refuse([objection]);
        }

        Logger log;
        try
        {
            log = RunLog.Open(options.Log, terminal.Error);
        }
        catch (LogSetupException e)
        {
            return Refuse([e.Message]);
        }

        using (log)
        {
            try
            {
                return Make(log);
            }
            catch (Exception e)
            {
                RunLog.WriteFailure(log, $"{e.GetType().Name}: {e.Message}", e.ToString());
                throw;
            }
        }
    }

    private int Make(Logger log)
    {
        if (options.Store == StoreUse.None)
        {
            return Make(log, null);
        }

        // Opening a database and reading a scenario take about as long, and neither needs the other.
        Task<RunStore> opening = Task.Run(() => new StoreUse(terminal, kinds).Open(options.Store, create: true));
        try
        {
            return Make(log, opening);
        }
        finally
        {
            Close(opening).GetAwaiter().GetResult();
        }
    }

    private static async Task Close(Task<RunStore> opening)
    {
        try
        {
            await (await opening).DisposeAsync();
        }
        catch (StoreException)
        {
            // Whoever needed the store was told.
        }
    }

    private int Make(Logger log, Task<RunStore>? opening)
    {
        ScenarioResult loaded = ScenarioLoading.Loader(kinds).LoadFile(options.File, options.Overrides);
        if (loaded.Simulation is not Simulation simulation)
        {
            return Refuse(ProblemText.Lines(loaded));
        }

        if (ReaderObjection(simulation) is string objection)
        {
            return Refuse([objection]);
        }

        if (options.Nodes is not null || options.Cluster is not null)
        {
            return MakeByNodes(loaded, simulation, opening);
        }

        if (opening is null)
        {
            return Report(Run(simulation, (interrupts, started) =>
            {
                long begun = Stopwatch.GetTimestamp();
                RunResult result = new RunService(log).Run(
                    simulation, SettingsFor(simulation), started, interrupts);
                return new RecordedRun(null, result, Stopwatch.GetElapsedTime(begun), null);
            }));
        }

        var use = new StoreUse(terminal, kinds);
        RunStore store;
        try
        {
            store = opening.GetAwaiter().GetResult();
        }
        catch (StoreException e)
        {
            return Refuse([e.Message, "Without a store: --store none."]);
        }

        RunArchive archive = use.Archive(store, log);
        return use.Guarded(() => Report(Run(simulation, (interrupts, started) => archive.RunAsync(
            loaded, Request(simulation, started, interrupts)).GetAwaiter().GetResult())));
    }

    private int MakeByNodes(ScenarioResult loaded, Simulation simulation, Task<RunStore>? opening)
    {
        try
        {
            // A store that cannot be used is told before anything starts.
            opening?.GetAwaiter().GetResult();
            var nodes = new ClusterRun(terminal, options);
            RunReport report = Run(
                simulation, (interrupts, started) => nodes.Make(loaded, started, interrupts));
            return Report(report with { Cluster = nodes.Cost });
        }
        catch (StoreException e)
        {
            return Refuse([e.Message, "Without a store: --store none."]);
        }
        catch (ClusterRunException e)
        {
            terminal.Error.WriteLine(e.Message);
            if (e.StoredRun is string run)
            {
                ResumeHint.Write(terminal, run, options.Store);
            }

            return ExitCode.Failed;
        }
    }

    private RunRequest Request(
        Simulation simulation, Action<RunProgress> started, CancellationToken interrupts) => new()
        {
            File = options.File,
            Host = SettingsFor(simulation),
            Keep = options.Keep,
            Version = RunReport.Version,
            Reproduce = options.Reproduce(simulation.Seed),
            Started = started,
            Cancellation = interrupts,
        };

    private int Report(RunReport report)
    {
        int code = Write(report);
        if (options.Json)
        {
            terminal.Out.WriteLine(RunJson.Of(report));
        }
        else
        {
            terminal.DrawOut(console => RunSummary.Write(console, report));
        }

        if (report.Result.Failure is RunFailure failure)
        {
            terminal.DrawError(console => FailureText.Write(console, failure, options.Log.File));

            // Not wrapped: it is there to be copied.
            terminal.Error.WriteLine("See it again with:");
            terminal.Error.WriteLine("  " + report.Reproduce);
        }

        ResumeHint.Write(terminal, report, options.Store);
        return code;
    }

    private RunReport Run(Simulation simulation, Func<CancellationToken, Action<RunProgress>, RecordedRun> make)
    {
        DateTimeOffset started = DateTimeOffset.UtcNow;
        RecordedRun run = new LiveRun(terminal).Make(simulation, make);
        return new RunReport(
            run.Id ?? RunReport.NameOf(simulation, started), run.Result, SettingsFor(simulation), run.Wall.TotalSeconds,
            options.Reproduce(simulation.Seed))
        {
            IsStored = run.Id is not null,
            Trouble = run.Trouble,
        };
    }

    private HostSettings SettingsFor(Simulation simulation) => HostOptions.For(options.Host, simulation);

    /// <summary>Writes the files that were asked for; a run that went well but whose files are missing has failed.
    /// </summary>
    private int Write(RunReport report)
    {
        var failures = new List<string>();
        void Try(string? file, Func<string, string?> write)
        {
            if (file is not null && write(file) is string reason)
            {
                failures.Add($"{file}: cannot be written ({reason})");
            }
        }

        Try(options.Plot, file => OutputFile.Write(file, draft => PictureFile.Save(Picture(report), draft)));
        Try(options.Plan, file => OutputFile.WriteText(file, Source<IPlanSource>(report).PlanJson()));
        foreach (string failure in failures)
        {
            terminal.Error.WriteLine(failure);
        }

        return failures.Count > 0 && report.ExitCode == ExitCode.Done ? ExitCode.Failed : report.ExitCode;
    }

    private static RunPicture Picture(RunReport report)
    {
        Simulation simulation = report.Result.Simulation;
        RunPicture picture = Source<IPictureSource>(report).Picture(report.Result.AgentNames);
        string head = picture.Title == simulation.Name ? "" : picture.Title + ": ";
        return picture with
        {
            Title = string.Create(CultureInfo.InvariantCulture, $"{head}{simulation.Name}, seed {simulation.Seed}"),
        };
    }

    private static T Source<T>(RunReport report)
        where T : class
        => report.Result.Reader<T>()!;

    private string? OutputObjection()
    {
        if (options.Plot is string plot)
        {
            if (!PictureFile.IsSupported(plot))
            {
                return $"--plot {plot}: expected a file that ends in .png, .svg or .csv";
            }

            if (OutputFile.Objection(plot, mayReplace: true) is string objection)
            {
                return $"--plot {plot}: {objection}";
            }
        }

        return options.Plan is string plan && OutputFile.Objection(plan, mayReplace: true) is string reason
            ? $"--plan {plan}: {reason}"
            : null;
    }

    // A run may take long: what cannot be made of it is said before.
    private string? ReaderObjection(Simulation simulation)
    {
        IReadOnlyList<IRunReader> readers = options.Plot is null && options.Plan is null
            ? []
            : simulation.CreateReaders();
        return options.Plot is not null && !readers.OfType<IPictureSource>().Any()
                ? $"--plot: scenarios of kind {simulation.Kind} draw no picture"
            : options.Plan is not null && !readers.OfType<IPlanSource>().Any()
                ? $"--plan: scenarios of kind {simulation.Kind} have no plan that a checker reads"
            : null;
    }

    private int Refuse(IReadOnlyList<string> reasons)
    {
        foreach (string reason in reasons)
        {
            terminal.Error.WriteLine(reason);
        }

        if (options.Json)
        {
            terminal.Out.WriteLine(RunJson.Refused(options.File, reasons));
        }

        return ExitCode.Usage;
    }
}
