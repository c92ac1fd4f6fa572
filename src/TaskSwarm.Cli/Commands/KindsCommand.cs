using System.CommandLine;
using TaskSwarm.Cli.Screen;
using TaskSwarm.Hosting.Runs;
using TaskSwarm.Scenarios;

namespace TaskSwarm.Cli.Commands;

/// <summary><c>taskswarm kinds</c>: lists what can be simulated and with which strategies.</summary>
internal sealed class KindsCommand(Terminal terminal, IReadOnlyList<IScenarioKind> kinds) : ICommand
{
    /// <inheritdoc/>
    public IReadOnlyList<string> Examples { get; } = ["taskswarm kinds"];

    /// <inheritdoc/>
    public Command Build()
    {
        var command = new Command("kinds", "List the kinds of scenarios and their strategies.");
        command.SetAction(_ => List());
        return command;
    }

    private int List()
    {
        foreach (IScenarioKind kind in kinds)
        {
            terminal.Out.WriteLine($"{kind.Name}: {kind.Description}");
            terminal.Out.WriteLine($"  strategies: {string.Join(", ", ScenarioLoading.StrategiesOf(kind))}");
        }

        return ExitCode.Done;
    }
}
