using System.CommandLine;
using TaskSwarm.Cli.Screen;
using TaskSwarm.Hosting.Runs;
using TaskSwarm.Kernel.Runs;
using TaskSwarm.Scenarios;
using TaskSwarm.Scenarios.Format;

namespace TaskSwarm.Cli.Commands;

/// <summary><c>taskswarm validate</c>: says what is wrong with scenario files, without running anything.</summary>
internal sealed class ValidateCommand(Terminal terminal, IReadOnlyList<IScenarioKind> kinds) : ICommand
{
    private readonly Argument<string[]> _files = new("FILE")
    {
        Description = "Scenarios to check.",
        Arity = ArgumentArity.OneOrMore,
    };

    /// <inheritdoc/>
    public IReadOnlyList<string> Examples { get; } = ["taskswarm validate scenarios/*/*.yaml"];

    /// <inheritdoc/>
    public Command Build()
    {
        var command = new Command("validate", "Check scenarios: every error with its line and column, nothing started.")
        {
            _files,
        };
        command.SetAction(parsed => Check(parsed.GetRequiredValue(_files)));
        return command;
    }

    private int Check(IReadOnlyList<string> files)
    {
        var loader = ScenarioLoading.Loader(kinds);
        int bad = 0;
        foreach (string file in files)
        {
            ScenarioResult loaded = loader.LoadFile(file, ScenarioOverrides.None);
            if (loaded.Simulation is Simulation simulation)
            {
                terminal.Out.WriteLine(
                    $"{file}: good ({simulation.Kind}, {Amount.Of(simulation.Agents.Count, "agent")}, "
                    + $"{Amount.Time(simulation.End.Seconds)})");
                continue;
            }

            bad++;
            foreach (string line in ProblemText.Lines(loaded))
            {
                terminal.Error.WriteLine(line);
            }
        }

        return bad == 0 ? ExitCode.Done : ExitCode.Usage;
    }
}
