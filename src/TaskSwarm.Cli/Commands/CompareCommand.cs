using System.CommandLine;
using TaskSwarm.Cli.Screen;
using TaskSwarm.Hosting.Comparison;
using TaskSwarm.Scenarios;
using TaskSwarm.Scenarios.Format;

namespace TaskSwarm.Cli.Commands;

/// <summary><c>taskswarm compare</c>: runs a scenario under several strategies with the same seeds.</summary>
internal sealed class CompareCommand(Terminal terminal, IReadOnlyList<IScenarioKind> kinds) : ICommand
{
    private readonly Argument<string> _file = new("FILE") { Description = "The scenario." };

    private readonly Option<string> _strategies = new("--strategies")
    {
        Description = "The strategies, with commas between them (see 'taskswarm kinds').",
        HelpName = "a,b,c",
        Required = true,
    };

    private readonly Option<string[]> _set = new("--set")
    {
        Description = "Change any value of the scenario in all runs. May be given several times.",
        HelpName = "path=value",
        AllowMultipleArgumentsPerToken = false,
    };

    private readonly ComparisonOptions _common = new();

    /// <inheritdoc/>
    public IReadOnlyList<string> Examples { get; } =
    [
        "taskswarm compare scenarios/logistics/city-couriers.yaml --strategies contract-net,iterated-contract-net",
        "taskswarm compare scenario.yaml --strategies static,mip --seeds 1..30 --format markdown --out table.md",
    ];

    /// <inheritdoc/>
    public Command Build()
    {
        var command = new Command("compare", "Run a scenario under several strategies and tell which serves best.")
        {
            _file, _strategies, _set,
        };
        _common.AddTo(command);
        command.SetAction(parsed => new ComparisonSession(
            terminal, kinds,
            _common.Read(parsed, parsed.GetRequiredValue(_file), "strategy", Columns(parsed))).Make());
        return command;
    }

    private ComparisonColumn[] Columns(ParseResult parsed) =>
    [
        .. parsed.GetRequiredValue(_strategies)
            .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct()
            .Select(name => new ComparisonColumn(name, new ScenarioOverrides
            {
                Set = parsed.GetValue(_set) ?? [],
                Duration = _common.Duration(parsed),
                Strategy = name,
            })),
    ];
}
