using System.CommandLine;
using TaskSwarm.Cli.Screen;
using TaskSwarm.Hosting.Storage;
using TaskSwarm.Kernel.Runs;
using TaskSwarm.Scenarios;

namespace TaskSwarm.Cli.Commands;

/// <summary><c>taskswarm resume</c>: goes on with a run that was cut off.</summary>
internal sealed class ResumeCommand(Terminal terminal, IReadOnlyList<IScenarioKind> kinds) : ICommand
{
    private readonly Argument<string> _run = StoreUse.Run();
    private readonly HostOptions _host = new();
    private readonly Option<string?> _format = Options.Choice(
        "--format", "What to print: a summary (default), or one JSON object.", "text", "json");

    private readonly Option<string?> _store = StoreUse.Option(mayBeNone: false);

    /// <inheritdoc/>
    public IReadOnlyList<string> Examples { get; } = ["taskswarm resume k7f2"];

    /// <inheritdoc/>
    public Command Build()
    {
        var command = new Command(
            "resume", "Go on with a run that was cut off, from the last epoch that was committed.")
        {
            _run, _format, _store,
        };
        foreach (Option option in _host.All)
        {
            command.Options.Add(option);
        }

        command.SetAction(parsed => new StoreUse(terminal, kinds).With(
            parsed.GetValue(_store), archive => Resume(archive, parsed)));
        return command;
    }

    private int Resume(RunArchive archive, ParseResult parsed)
    {
        PersistedRun run = archive.FindAsync(parsed.GetRequiredValue(_run)).GetAwaiter().GetResult();
        var page = new RunPage(terminal, parsed.GetValue(_format) == "json", parsed.GetValue(_store));
        if (run.HasEnded)
        {
            terminal.Error.WriteLine($"Run {run.Record.Id} came to its end; there is nothing to go on with.");
            return page.Show(run);
        }

        Simulation simulation = run.Timeline.Last;
        RecordedRun made = new LiveRun(terminal).Make(simulation, (interrupts, started) => archive.ResumeAsync(
            run, page.Request(run, HostOptions.For(_host.Read(parsed), simulation), started, interrupts))
            .GetAwaiter().GetResult());
        return page.Show(made, HostOptions.For(_host.Read(parsed), simulation), page.Reproduce(run));
    }
}
