using System.CommandLine;
using TaskSwarm.Cli.Output;
using TaskSwarm.Cli.Screen;
using TaskSwarm.Scenarios;

namespace TaskSwarm.Cli.Commands;

/// <summary><c>taskswarm new</c>: writes a small complete scenario to start from.</summary>
internal sealed class NewCommand(Terminal terminal, IReadOnlyList<IScenarioKind> kinds) : ICommand
{
    private readonly Argument<string> _kind = Options.ChoiceArgument(
        "KIND", "What the scenario is about.", [.. kinds.Select(k => k.Name)]);

    private readonly Argument<string> _file = new("FILE") { Description = "The scenario to write." };

    private readonly Option<bool> _force = Options.Force();

    /// <inheritdoc/>
    public IReadOnlyList<string> Examples { get; } = ["taskswarm new formation-flight my-flight.yaml"];

    /// <inheritdoc/>
    public Command Build()
    {
        var command = new Command("new", "Write a small scenario with comments, to start from.")
        {
            _kind, _file, _force,
        };
        command.SetAction(parsed =>
        {
            IScenarioKind kind = kinds.Single(k => k.Name == parsed.GetRequiredValue(_kind));
            return NewFile.Write(terminal, parsed.GetRequiredValue(_file), kind.Template, parsed.GetValue(_force));
        });
        return command;
    }
}
