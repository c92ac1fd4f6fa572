using System.CommandLine;
using TaskSwarm.Cli.Output;
using TaskSwarm.Cli.Screen;
using TaskSwarm.Hosting.Runs;
using TaskSwarm.Scenarios;

namespace TaskSwarm.Cli.Commands;

/// <summary><c>taskswarm schema</c>: the JSON Schema with which editors complete and check scenario files.</summary>
internal sealed class SchemaCommand(Terminal terminal, IReadOnlyList<IScenarioKind> kinds) : ICommand
{
    private readonly Option<string?> _out = Options.Text("--out", "FILE", "Write into a file instead of the screen.");

    /// <inheritdoc/>
    public IReadOnlyList<string> Examples { get; } = ["taskswarm schema --out taskswarm.schema.json"];

    /// <inheritdoc/>
    public Command Build()
    {
        var command = new Command("schema", "Print the JSON Schema of scenario files, for editors.") { _out };
        command.SetAction(parsed => Write(parsed.GetValue(_out)));
        return command;
    }

    private int Write(string? file)
    {
        string schema = ScenarioLoading.Schema(kinds);
        if (file is null)
        {
            terminal.Out.WriteLine(schema);
            return ExitCode.Done;
        }

        return NewFile.Write(terminal, file, schema + "\n", mayReplace: true);
    }
}
