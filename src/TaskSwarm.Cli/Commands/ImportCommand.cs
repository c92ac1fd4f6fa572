using System.CommandLine;
using TaskSwarm.Cli.Output;
using TaskSwarm.Cli.Screen;
using TaskSwarm.Hosting.Runs;
using TaskSwarm.Scenarios;
using TaskSwarm.Scenarios.Format;
using TaskSwarm.Scenarios.Import;

namespace TaskSwarm.Cli.Commands;

/// <summary><c>taskswarm import</c>: makes a runnable scenario of a public instance.</summary>
internal sealed class ImportCommand(Terminal terminal, IReadOnlyList<IScenarioKind> kinds) : ICommand
{
    private readonly Argument<string> _format = Options.ChoiceArgument(
        "FORMAT", "The instance's format: "
        + string.Join("; ", ScenarioImporters.All.Select(i => $"{i.Name}, {i.Description}")) + ".",
        [.. ScenarioImporters.All.Select(i => i.Name)]);

    private readonly Argument<string> _file = new("FILE") { Description = "The instance, packed (.gz) or not." };

    private readonly Option<string> _out = new("--out")
    {
        Description = "The scenario to write.",
        HelpName = "SCENARIO.yaml",
        Required = true,
    };

    private readonly Option<bool> _force = Options.Force();

    /// <inheritdoc/>
    public IReadOnlyList<string> Examples { get; } =
    [
        "taskswarm import li-lim lc101.txt --out lc101.yaml",
        "taskswarm import solomon c101.txt.gz --out c101.yaml",
        "taskswarm import gap c05100.txt --out c05100.yaml",
    ];

    /// <inheritdoc/>
    public Command Build()
    {
        var command = new Command("import", "Make a runnable scenario of a public instance.")
        {
            _format, _file, _out, _force,
        };
        command.SetAction(parsed => Import(
            parsed.GetRequiredValue(_format), parsed.GetRequiredValue(_file), parsed.GetRequiredValue(_out),
            parsed.GetValue(_force)));
        return command;
    }

    private int Import(string format, string file, string scenario, bool force)
    {
        ImportResult imported = ScenarioImporters.ImportFile(ScenarioImporters.Find(format)!, file);
        if (imported.Scenario is not string text)
        {
            return Refuse(imported.Problems.Select(p => p.ToString()));
        }

        // What is written must run: the loader has the last word.
        ScenarioResult loaded = ScenarioLoading.Loader(kinds).LoadText(scenario, text, ScenarioOverrides.None);
        return loaded.Simulation is null
            ? Refuse(ProblemText.Lines(loaded))
            : NewFile.Write(terminal, scenario, text, force);
    }

    private int Refuse(IEnumerable<string> errors)
    {
        foreach (string error in errors)
        {
            terminal.Error.WriteLine(error);
        }

        return ExitCode.Usage;
    }
}
