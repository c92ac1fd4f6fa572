using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using TaskSwarm.Cli.Screen;
using TaskSwarm.Hosting.Runs;
using TaskSwarm.Hosting.Storage;
using TaskSwarm.Kernel.Time;
using TaskSwarm.Scenarios;

namespace TaskSwarm.Cli.Commands;

/// <summary><c>taskswarm replay</c>: shows a persisted run again, or proves that it is genuine.</summary>
internal sealed class ReplayCommand(Terminal terminal, IReadOnlyList<IScenarioKind> kinds) : ICommand
{
    private readonly Argument<string> _run = StoreUse.Run();

    private readonly Option<double?> _speed = new("--speed")
    {
        Description = "Simulated seconds a second; as fast as possible if not given.",
        HelpName = "X",
        CustomParser = ReadSpeed,
    };

    private readonly Option<SimTime?> _from = TimeOption.Of(
        "--from", "From when, in simulated time. With --verify: from the last snapshot before it.");

    private readonly Option<SimTime?> _to = TimeOption.Of("--to", "Up to when, in simulated time.");

    private readonly Option<bool> _verify = new("--verify")
    {
        Description = "Make the run again and compare it with what is stored; exit code 3 if it differs.",
    };

    private readonly Option<bool> _quiet = new("--summary") { Description = "Show the summary only, no events." };

    private readonly HostOptions _host = new();

    private readonly Option<string?> _format = Options.Choice(
        "--format", "What to print: events and summary (default), or the run's one JSON object.", "text", "json");

    private readonly Option<string?> _store = StoreUse.Option(mayBeNone: false);

    /// <inheritdoc/>
    public IReadOnlyList<string> Examples { get; } =
    [
        "taskswarm replay k7f2 --from 20min --to 25min --speed 10",
        "taskswarm replay k7f2 --verify",
    ];

    /// <inheritdoc/>
    public Command Build()
    {
        var command = new Command("replay", "Show a persisted run again without simulating, or verify it.")
        {
            _run, _speed, _from, _to, _quiet, _verify, _format, _store,
        };
        foreach (Option option in _host.All)
        {
            command.Options.Add(option);
        }

        command.SetAction(parsed => new StoreUse(terminal, kinds).With(parsed.GetValue(_store), archive =>
        {
            PersistedRun run = archive.FindAsync(parsed.GetRequiredValue(_run)).GetAwaiter().GetResult();
            return parsed.GetValue(_verify) ? Verify(archive, run, parsed) : Replay(archive, run, parsed);
        }));
        return command;
    }

    private int Replay(RunArchive archive, PersistedRun run, ParseResult parsed)
    {
        bool json = parsed.GetValue(_format) == "json";
        if (!json && !parsed.GetValue(_quiet))
        {
            SimTime from = parsed.GetValue(_from) ?? SimTime.Zero;
            SimTime to = parsed.GetValue(_to) ?? SimTime.Never;
            using var interrupts = new Interrupts(() => { });
            new EventPage(terminal, run, parsed.GetValue(_speed)).Show(
                archive.WindowsAsync(run, from, to), from, to, interrupts.Token);
            if (interrupts.Token.IsCancellationRequested)
            {
                return ExitCode.Interrupted;
            }
        }

        // What the run came to is told; that it could be shown is what the caller asked.
        new RunPage(terminal, json, parsed.GetValue(_store)).Show(run);
        return ExitCode.Done;
    }

    private int Verify(RunArchive archive, PersistedRun run, ParseResult parsed)
    {
        HostSettings host = HostOptions.For(_host.Read(parsed), run.Timeline.Last);
        SimTime from = parsed.GetValue(_from) ?? SimTime.Zero;
        bool interrupted = false;
        Verification made = new LiveRun(terminal).Make(run.Timeline.Last, (interrupts, started) =>
        {
            Verification done = archive.VerifyAsync(run, from, host, started, interrupts).GetAwaiter().GetResult();
            interrupted = interrupts.IsCancellationRequested;
            return done;
        });
        var page = new VerificationPage(terminal, run, made);
        if (parsed.GetValue(_format) == "json")
        {
            page.WriteJson(interrupted);
        }
        else
        {
            page.WriteText(interrupted);
        }

        return made.Difference is not null ? ExitCode.Differs : interrupted ? ExitCode.Interrupted : ExitCode.Done;
    }

    private static double? ReadSpeed(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double speed)
            && speed > 0 && double.IsFinite(speed))
        {
            return speed;
        }

        result.AddError($"--speed: found \"{text}\"; expected simulated seconds a second, such as 0.5 or 60");
        return null;
    }
}
