using System.CommandLine;
using TaskSwarm.Cli.Screen;
using TaskSwarm.Hosting.Explain;
using TaskSwarm.Hosting.Storage;
using TaskSwarm.Scenarios;

namespace TaskSwarm.Cli.Commands;

/// <summary><c>taskswarm explain</c>: tells how a task or an agent of a persisted run fared, and why.</summary>
internal sealed class ExplainCommand(Terminal terminal, IReadOnlyList<IScenarioKind> kinds) : ICommand
{
    private readonly Argument<string> _run = StoreUse.Run();

    private readonly Argument<string?> _task = new("TASK")
    {
        Description = "The task's name.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<string?> _agent = Options.Text("--agent", "ID", "Tell an agent's story instead.");

    private readonly Option<string?> _store = StoreUse.Option(mayBeNone: false);

    /// <inheritdoc/>
    public IReadOnlyList<string> Examples { get; } =
    [
        "taskswarm explain k7f2 order-12",
        "taskswarm explain k7f2 --agent van-2",
    ];

    /// <inheritdoc/>
    public Command Build()
    {
        var command = new Command(
            "explain", "Tell from a persisted run how a task or an agent fared, and why it was late or not done.")
        {
            _run, _task, _agent, _store,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(_task) is null == result.GetValue(_agent) is null)
            {
                result.AddError("expected either a task or --agent ID");
            }
        });
        command.SetAction(parsed => new StoreUse(terminal, kinds).With(
            parsed.GetValue(_store), archive => Explain(archive, parsed)));
        return command;
    }

    private int Explain(RunArchive archive, ParseResult parsed)
    {
        PersistedRun run = archive.FindAsync(parsed.GetRequiredValue(_run)).GetAwaiter().GetResult();
        var history = new StoredHistory(archive, run);
        Story story = parsed.GetValue(_agent) is string agent
            ? Explainer.Agent(history, agent)
            : Explainer.Task(history, parsed.GetValue(_task)!);
        terminal.Out.WriteLine(StoryText.Of(story).TrimEnd());
        return story.Verdict.Outcome == StoryOutcome.Unknown ? ExitCode.Usage : ExitCode.Done;
    }
}
