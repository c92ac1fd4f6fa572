using System.CommandLine;
using TaskSwarm.Cli.Screen;
using TaskSwarm.Hosting.Runs;
using TaskSwarm.Hosting.Storage;
using TaskSwarm.Kernel.Time;
using TaskSwarm.Scenarios;
using TaskSwarm.Scenarios.Format;

namespace TaskSwarm.Cli.Commands;

/// <summary><c>taskswarm fork</c>: makes a run that shares another's past and differs from an instant on.</summary>
internal sealed class ForkCommand(Terminal terminal, IReadOnlyList<IScenarioKind> kinds) : ICommand
{
    private readonly Argument<string> _run = StoreUse.Run();
    private readonly Option<SimTime?> _at = TimeOption.Of(
        "--at", "From when the new run may differ, in simulated time.");

    private readonly Option<string[]> _set = new("--set")
    {
        Description = "Change any value of the scenario from then on, such as 'faults[0].at=2h'. May be given several "
            + "times; without it the new run is the old one.",
        HelpName = "path=value",
        AllowMultipleArgumentsPerToken = false,
    };

    private readonly HostOptions _host = new();
    private readonly Option<string?> _format = Options.Choice(
        "--format", "What to print: a summary (default), or one JSON object.", "text", "json");

    private readonly Option<string?> _store = StoreUse.Option(mayBeNone: false);

    /// <inheritdoc/>
    public IReadOnlyList<string> Examples { get; } =
    [
        "taskswarm fork k7f2 --at 20min --set 'faults[1].at=10h'",
        "taskswarm diff k7f2 NEW",
    ];

    /// <inheritdoc/>
    public Command Build()
    {
        _at.Required = true;
        var command = new Command("fork", "Make a new run that shares a run's past and differs from an instant on.")
        {
            _run, _at, _set, _format, _store,
        };
        foreach (Option option in _host.All)
        {
            command.Options.Add(option);
        }

        command.SetAction(parsed => new StoreUse(terminal, kinds).With(
            parsed.GetValue(_store), archive => Fork(archive, parsed)));
        return command;
    }

    private int Fork(RunArchive archive, ParseResult parsed)
    {
        PersistedRun parent = archive.FindAsync(parsed.GetRequiredValue(_run)).GetAwaiter().GetResult();
        bool json = parsed.GetValue(_format) == "json";
        var page = new RunPage(terminal, json, parsed.GetValue(_store));
        HostSettings host = HostOptions.For(_host.Read(parsed), parent.Timeline.Last);
        SimTime at = parsed.GetValue(_at)!.Value;
        var changes = new ScenarioOverrides { Set = parsed.GetValue(_set) ?? [] };
        (RecordedRun? made, ScenarioResult changed) = new LiveRun(terminal).Make(
            parent.Timeline.Last, (interrupts, started) => archive.ForkAsync(
                parent, at, changes, page.Request(parent, host, started, interrupts)).GetAwaiter().GetResult());
        if (made is null)
        {
            foreach (string line in ProblemText.Lines(changed))
            {
                terminal.Error.WriteLine(line);
            }

            return ExitCode.Usage;
        }

        return page.Show(made, host, $"taskswarm replay {made.Id} --verify");
    }
}
