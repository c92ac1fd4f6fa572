using System.CommandLine;
using TaskSwarm.Cli.Screen;
using TaskSwarm.Hosting.Export;
using TaskSwarm.Hosting.Storage;
using TaskSwarm.Kernel.Time;
using TaskSwarm.Scenarios;

namespace TaskSwarm.Cli.Commands;

/// <summary><c>taskswarm runs export</c>: writes a persisted run into files for other programs.</summary>
internal sealed class ExportCommand(Terminal terminal, IReadOnlyList<IScenarioKind> kinds) : ICommand
{
    private readonly Argument<string> _run = StoreUse.Run();

    private readonly Option<string?> _format = Options.Choice(
        "--format", "The files' format: parquet (default), csv, or jsonl, one JSON object a line.",
        "parquet", "csv", "jsonl");

    private readonly Option<string> _out = new("--out")
    {
        Description = "The folder of the files, one for each table; it is made if it is not there.",
        HelpName = "DIR",
        Required = true,
    };

    private readonly Option<bool> _force = new("--force")
    {
        Description = "Replace the files of an earlier export.",
    };

    private readonly Option<SimTime?> _from = TimeOption.Of(
        "--from", "From when events, messages and positions are exported, in simulated time.");

    private readonly Option<SimTime?> _to = TimeOption.Of(
        "--to", "Up to when events, messages and positions are exported, in simulated time.");

    private readonly Option<string?> _store = StoreUse.Option(mayBeNone: false);

    /// <inheritdoc/>
    public IReadOnlyList<string> Examples { get; } =
    [
        "taskswarm runs export k7f2 --out k7f2",
        "taskswarm runs export k7f2 --out k7f2 --format csv --from 1h --to 2h",
    ];

    /// <inheritdoc/>
    public Command Build()
    {
        var command = new Command("export", "Write a run's events, messages, positions, figures, agents and tasks "
            + "into files for pandas, DuckDB, Excel and others.")
        {
            _run, _format, _out, _force, _from, _to, _store,
        };
        command.SetAction(parsed => new StoreUse(terminal, kinds).With(
            parsed.GetValue(_store), archive => Export(archive, parsed)));
        return command;
    }

    private int Export(RunArchive archive, ParseResult parsed)
    {
        PersistedRun run = archive.FindAsync(parsed.GetRequiredValue(_run)).GetAwaiter().GetResult();
        string folder = parsed.GetRequiredValue(_out);
        var request = new ExportRequest(Format(parsed.GetValue(_format)), folder)
        {
            Force = parsed.GetValue(_force),
            From = parsed.GetValue(_from) ?? SimTime.Zero,
            To = parsed.GetValue(_to) ?? SimTime.Never,
        };
        using var interrupts = new Interrupts(() => { });
        try
        {
            Write(new RunExporter(archive, run).ExportAsync(request, interrupts.Token).GetAwaiter().GetResult());
            return ExitCode.Done;
        }
        catch (OperationCanceledException) when (interrupts.Token.IsCancellationRequested)
        {
            terminal.Error.WriteLine("Interrupted: nothing was exported.");
            return ExitCode.Interrupted;
        }
        catch (ExportException e)
        {
            terminal.Error.WriteLine(e.Message);
            return ExitCode.Usage;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            terminal.Error.WriteLine($"{folder} cannot be written: {e.Message}");
            return ExitCode.Failed;
        }
    }

    private void Write(ExportResult result)
    {
        foreach (ExportedFile file in result.Files)
        {
            terminal.Out.WriteLine($"{file.Path}  {Amount.Of(file.Rows, "row")}");
        }

        foreach (string note in result.Notes)
        {
            terminal.Error.WriteLine(note);
        }
    }

    private static ExportFormat Format(string? word) => word switch
    {
        "csv" => ExportFormat.Csv,
        "jsonl" => ExportFormat.JsonLines,
        _ => ExportFormat.Parquet,
    };
}
