using System.CommandLine;
using TaskSwarm.Cli.Screen;
using TaskSwarm.Cluster;
using TaskSwarm.Hosting.Telemetry;
using TaskSwarm.Scenarios;
using TaskSwarm.Scenarios.Format;

namespace TaskSwarm.Cli.Commands;

/// <summary><c>taskswarm run</c>: runs a scenario and tells what happened.</summary>
internal sealed class RunCommand(Terminal terminal, IReadOnlyList<IScenarioKind> kinds) : ICommand
{
    private readonly Argument<string> _file = new("FILE") { Description = "The scenario." };

    private readonly Option<string?> _seed = Options.Text(
        "--seed", "N", "Seed of every random stream, instead of the scenario's.");

    private readonly Option<string?> _strategy = Options.Text(
        "--strategy", "S", "How tasks find agents, instead of the scenario's strategy (see 'taskswarm kinds').");

    private readonly Option<string?> _duration = Options.Text(
        "--duration", "T", "Simulated time at which the run ends, such as 90s or 2h, instead of the scenario's.");

    private readonly Option<string[]> _set = new("--set")
    {
        Description = "Change any value of the scenario, such as network.loss=1%. May be given several times.",
        HelpName = "path=value",
        AllowMultipleArgumentsPerToken = false,
    };

    private readonly HostOptions _host = new();

    private readonly Option<string?> _format = Options.Choice(
        "--format", "What to print: a summary (default), or one JSON object.", "text", "json");

    private readonly Option<string?> _plot = Options.Text(
        "--plot", "FILE.png|svg|csv", "Draw the run into a file, or write its curves as a table.");

    private readonly Option<string?> _plan = Options.Text(
        "--plan", "FILE.json", "Write the plan that was carried out, for the checkers of public benchmarks.");

    private readonly Option<string?> _store = StoreUse.Option(mayBeNone: true);

    private readonly Option<string?> _keep = Options.Choice(
        "--keep", "What the store keeps of the run: all events (default), snapshots and digests, or the summary alone.",
        "events", "snapshots", "summary");

    private readonly Option<int?> _nodes = Options.WholeNumber(
        "--nodes", 64, "Node processes that are started on this machine and carry the run together. It changes the "
        + "speed, never the result.");

    private readonly Option<string?> _seeds = ClusterOptions.SeedNodes(
        "Members of a running cluster, which carries the run; see 'taskswarm node'.");

    private readonly Option<string?> _config = ClusterOptions.Config();

    private readonly Option<string?> _nodeRole = Options.Text(
        "--node-role", "NAME", "With nodes: only those that were started with this role carry regions.");

    private readonly Option<bool> _restart = new("--restart")
    {
        Description = "With nodes and without a store: begin anew when a node is lost.",
    };

    private readonly Option<Uri?> _otlp = TelemetryOptions.Otlp();

    private readonly Option<bool> _verbose = new("--verbose", "-v") { Description = "Tell more on the way." };

    private readonly Option<bool> _debug = new("--debug", "-vv") { Description = "Tell everything on the way." };

    private readonly Option<string?> _logFile = Options.Text(
        "--log-file", "FILE", "Log into a file, one JSON object a line.");

    /// <inheritdoc/>
    public IReadOnlyList<string> Examples { get; } =
    [
        "taskswarm run scenarios/formation-flight/v-formation.yaml",
        "taskswarm run scenarios/logistics/city-couriers.yaml --seed 7 --plot couriers.png",
        "taskswarm run scenario.yaml --set network.loss=1% --set 'faults[0].at=20s'",
        "taskswarm run scenario.yaml --format json --host sequential > result.json",
        "taskswarm run scenario.yaml --nodes 3",
        "taskswarm run scenario.yaml --store postgresql://me@db/runs --keep snapshots",
    ];

    /// <inheritdoc/>
    public Command Build()
    {
        var command = new Command("run", "Run a scenario and tell what happened.")
        {
            _file, _seed, _strategy, _duration, _set,
        };
        foreach (Option option in (Option[])[
            .. _host.All, _format, _plot, _plan, _store, _keep, _nodes, _seeds, _config, _nodeRole, _restart,
            _otlp, _verbose, _debug, _logFile])
        {
            command.Options.Add(option);
        }

        command.Validators.Add(result =>
        {
            if ((result.GetValue(_nodes) is not null || result.GetValue(_seeds) is not null)
                && result.GetResult(_host.All[0]) is { Tokens: [{ Value: "sequential" }] })
            {
                result.AddError("--nodes: nodes carry runs by actors; expected no --host sequential");
            }
        });
        command.SetAction(parsed =>
        {
            ClusterSettings? cluster = null;
            using TelemetryExport? export = TelemetryOptions.Start(parsed.GetValue(_otlp));
            return parsed.GetValue(_seeds) is string seeds
                && (cluster = ClusterOptions.Read(terminal, seeds, parsed.GetValue(_config), null)) is null
                    ? ExitCode.Usage
                    : new ScenarioRun(terminal, kinds, Read(parsed) with { Cluster = cluster }).Make();
        });
        return command;
    }

    private RunOptions Read(ParseResult parsed) => new()
    {
        File = parsed.GetRequiredValue(_file),
        Overrides = new ScenarioOverrides
        {
            Set = parsed.GetValue(_set) ?? [],
            Seed = parsed.GetValue(_seed),
            Duration = parsed.GetValue(_duration),
            Strategy = parsed.GetValue(_strategy),
        },
        Host = _host.Read(parsed),
        Nodes = parsed.GetValue(_nodes),
        Workers = _host.Workers(parsed),
        Regions = _host.Regions(parsed),
        NodeRole = parsed.GetValue(_nodeRole),
        Restarts = parsed.GetValue(_restart),
        Json = parsed.GetValue(_format) == "json",
        Plot = parsed.GetValue(_plot),
        Plan = parsed.GetValue(_plan),
        Store = parsed.GetValue(_store),
        Keep = StoreWords.KeepOf(parsed.GetValue(_keep)),
        Log = new LogSettings(
            parsed.GetValue(_debug) ? Serilog.Events.LogEventLevel.Debug
            : parsed.GetValue(_verbose) ? Serilog.Events.LogEventLevel.Information
            : null,
            parsed.GetValue(_logFile),
            ConfigFile.Find("serilog.json")),
    };
}
