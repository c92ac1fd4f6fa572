using System.CommandLine;
using TaskSwarm.Cli.Screen;
using TaskSwarm.Hosting.Comparison;
using TaskSwarm.Scenarios;
using TaskSwarm.Scenarios.Format;

namespace TaskSwarm.Cli.Commands;

/// <summary><c>taskswarm sweep</c>: runs a scenario with several values of its settings and the same seeds.</summary>
internal sealed class SweepCommand(Terminal terminal, IReadOnlyList<IScenarioKind> kinds) : ICommand
{
    private const int MostColumns = 1000;

    private readonly Argument<string> _file = new("FILE") { Description = "The scenario." };

    private readonly Option<string[]> _set = new("--set")
    {
        Description = "Values that a setting goes through. Given several times, all combinations are run.",
        HelpName = "path=a,b,c",
        AllowMultipleArgumentsPerToken = false,
        Required = true,
    };

    private readonly Option<string?> _strategy = Options.Text(
        "--strategy", "S", "How tasks find agents, instead of the scenario's strategy.");

    private readonly ComparisonOptions _common = new();

    /// <inheritdoc/>
    public IReadOnlyList<string> Examples { get; } =
        ["taskswarm sweep scenario.yaml --set network.loss=0%,1%,5% --seeds 1..20"];

    /// <inheritdoc/>
    public Command Build()
    {
        var command = new Command("sweep", "Run a scenario with several values of its settings.")
        {
            _file, _set, _strategy,
        };
        _common.AddTo(command);
        command.SetAction(Sweep);
        return command;
    }

    /// <summary>The values of one setting, cut at commas outside of brackets, braces and quotes.</summary>
    internal static IReadOnlyList<string> Values(string assignment)
    {
        int equals = assignment.IndexOf('=', StringComparison.Ordinal);
        if (equals < 0)
        {
            return [assignment];
        }

        var values = new List<string>();
        (int from, int depth, char quote) = (equals + 1, 0, '\0');
        for (int i = equals + 1; i < assignment.Length; i++)
        {
            char c = assignment[i];
            if (quote != '\0')
            {
                quote = c == quote ? '\0' : quote;
                continue;
            }

            quote = c is '"' or '\'' ? c : '\0';
            depth += c is '[' or '{' ? 1 : c is ']' or '}' ? -1 : 0;
            if (c == ',' && depth == 0)
            {
                values.Add(assignment[from..i]);
                from = i + 1;
            }
        }

        values.Add(assignment[from..]);
        return [.. values.Select(v => assignment[..(equals + 1)] + v.Trim()).Distinct()];
    }

    private int Sweep(ParseResult parsed)
    {
        IEnumerable<IReadOnlyList<string>> combinations = [[]];
        long count = 1;
        foreach (IReadOnlyList<string> values in parsed.GetRequiredValue(_set).Select(Values))
        {
            count *= values.Count;
            if (count > MostColumns)
            {
                terminal.Error.WriteLine($"--set: found more than {MostColumns} combinations; expected fewer");
                return ExitCode.Usage;
            }

            combinations = [.. combinations.SelectMany(
                _ => values, (head, value) => (IReadOnlyList<string>)[.. head, value])];
        }

        ComparisonColumn[] columns =
        [
            .. combinations.Select(set => new ComparisonColumn(string.Join(' ', set), new ScenarioOverrides
            {
                Set = set,
                Duration = _common.Duration(parsed),
                Strategy = parsed.GetValue(_strategy),
            })),
        ];
        return new ComparisonSession(
            terminal, kinds, _common.Read(parsed, parsed.GetRequiredValue(_file), "setting", columns)).Make();
    }
}
