using System.CommandLine;
using TaskSwarm.Cli.Screen;
using TaskSwarm.Hosting.Differences;
using TaskSwarm.Hosting.Storage;
using TaskSwarm.Scenarios;

namespace TaskSwarm.Cli.Commands;

/// <summary><c>taskswarm diff</c>: tells where two persisted runs part.</summary>
internal sealed class DiffCommand(Terminal terminal, IReadOnlyList<IScenarioKind> kinds) : ICommand
{
    private readonly Argument<string> _first = StoreUse.Run("RUN1");
    private readonly Argument<string> _second = StoreUse.Run("RUN2");
    private readonly Option<string?> _store = StoreUse.Option(mayBeNone: false);

    /// <inheritdoc/>
    public IReadOnlyList<string> Examples { get; } = ["taskswarm diff k7f2 p3ab"];

    /// <inheritdoc/>
    public Command Build()
    {
        var command = new Command(
            "diff", "Tell the first event in which two persisted runs part, then how paths and figures differ.")
        {
            _first, _second, _store,
        };
        command.SetAction(parsed => new StoreUse(terminal, kinds).With(parsed.GetValue(_store), archive =>
        {
            StoredHistory first = History(archive, parsed.GetRequiredValue(_first));
            StoredHistory second = History(archive, parsed.GetRequiredValue(_second));
            terminal.Out.WriteLine(DifferenceText.Of(RunDiffer.Compare(first, second)).TrimEnd());
            return ExitCode.Done;
        }));
        return command;
    }

    private static StoredHistory History(RunArchive archive, string run) =>
        new(archive, archive.FindAsync(run).GetAwaiter().GetResult());
}
