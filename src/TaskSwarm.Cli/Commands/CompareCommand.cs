using System.CommandLine;
using TaskSwarm.Cli.Screen;
using TaskSwarm.Hosting.Comparison;
using TaskSwarm.Hosting.Storage;
using TaskSwarm.Scenarios;
using TaskSwarm.Scenarios.Format;

namespace TaskSwarm.Cli.Commands;

/// <summary><c>taskswarm compare</c>: runs a scenario under several strategies with the same seeds.</summary>
internal sealed class CompareCommand(Terminal terminal, IReadOnlyList<IScenarioKind> kinds) : ICommand
{
    private readonly Argument<string[]> _subjects = new("FILE|RUN")
    {
        Description = "The scenario, with --strategies; or two or more runs of the store (see 'taskswarm runs list').",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<string?> _strategies = Options.Text(
        "--strategies", "a,b,c", "The strategies for a scenario, with commas between them (see 'taskswarm kinds').");

    private readonly Option<string?> _store = StoreUse.Option(mayBeNone: false);

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
        "taskswarm compare k7f2 p3ab",
    ];

    /// <inheritdoc/>
    public Command Build()
    {
        var command = new Command(
            "compare", "Run a scenario under several strategies, or take stored runs, and tell which serves best.")
        {
            _subjects, _strategies, _set, _store,
        };
        _common.AddTo(command);
        command.Validators.Add(result =>
        {
            bool one = result.GetValue(_subjects) is [_];
            bool strategies = result.GetValue(_strategies) is not null;
            if (one != strategies)
            {
                result.AddError(one
                    ? "expected --strategies with a scenario, or two or more runs"
                    : "--strategies: expected one scenario; runs have their strategies already");
            }
        });
        command.SetAction(parsed => parsed.GetRequiredValue(_subjects) is [string file]
            ? new ComparisonSession(
                terminal, kinds, _common.Read(parsed, file, "strategy", Columns(parsed))).Make()
            : CompareRuns(parsed));
        return command;
    }

    private int CompareRuns(ParseResult parsed) => new StoreUse(terminal, kinds).With(
        parsed.GetValue(_store), archive =>
        {
            PersistedRun[] runs =
            [
                .. parsed.GetRequiredValue(_subjects).Select(
                    id => archive.FindAsync(id).GetAwaiter().GetResult()),
            ];
            ComparisonRequest request = _common.Read(parsed, "", "run", []);
            ComparisonResult result = StoredComparison.Of(archive, runs, request.Metrics);
            return new ComparisonSession(terminal, kinds, request with
            {
                Columns = result.Columns,
                Seeds = result.Seeds,
            }).Show(result);
        });

    private ComparisonColumn[] Columns(ParseResult parsed) =>
    [
        .. parsed.GetValue(_strategies)!
            .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct()
            .Select(name => new ComparisonColumn(name, new ScenarioOverrides
            {
                Set = parsed.GetValue(_set) ?? [],
                Duration = _common.Duration(parsed),
                Strategy = name,
            })),
    ];
}
