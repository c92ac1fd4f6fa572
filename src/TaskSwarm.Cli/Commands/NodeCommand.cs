using System.CommandLine;
using System.Runtime.InteropServices;
using Serilog.Core;
using TaskSwarm.Cli.Screen;
using TaskSwarm.Cluster;
using TaskSwarm.Hosting.Runs;
using TaskSwarm.Hosting.Telemetry;
using TaskSwarm.Scenarios;

namespace TaskSwarm.Cli.Commands;

/// <summary><c>taskswarm node</c>: this process carries a part of the runs of a cluster.</summary>
internal sealed class NodeCommand(Terminal terminal, IReadOnlyList<IScenarioKind> kinds) : ICommand
{
    private readonly Option<string?> _host = Options.Text(
        "--host", "NAME", "The name or address by which other nodes reach this one; 127.0.0.1 if not given.");

    private readonly Option<int?> _port = Options.WholeNumber(
        "--port", 65535, "The TCP port for other nodes; any that is free if not given.");

    private readonly Option<string?> _seeds = ClusterOptions.SeedNodes(
        "Members of the cluster to join; without them a cluster begins here.");

    private readonly Option<string?> _roles = Options.Text(
        "--roles", "a,b", "Roles of this node beside that of carrying regions.");

    private readonly Option<string?> _config = ClusterOptions.Config();

    private readonly Option<int?> _health = Options.WholeNumber(
        "--health-port", 65535,
        "Answers over HTTP whether the node is alive (/live) and takes part (/ready), and gives "
        + "Prometheus its metrics (/metrics).");

    private readonly Option<string?> _healthHost = Options.Text(
        "--health-host", "ADDRESS", "Where it does so: localhost if not given, * for all addresses.");

    private readonly Option<Uri?> _otlp = TelemetryOptions.Otlp();

    private readonly Option<bool> _once = new("--once") { Hidden = true };

    private readonly Option<bool> _verbose = new("--verbose", "-v") { Description = "Tell more on the way." };

    private readonly Option<string?> _logFile = Options.Text(
        "--log-file", "FILE", "Log into a file, one JSON object a line.");

    /// <inheritdoc/>
    public IReadOnlyList<string> Examples { get; } =
    [
        "taskswarm node --host 10.0.0.1 --port 4053 --config config/cluster.conf",
        "taskswarm node --host 10.0.0.2 --port 4053 --seed-nodes 10.0.0.1:4053 --config config/cluster.conf",
        "taskswarm node status --seed-nodes 10.0.0.1:4053",
    ];

    /// <inheritdoc/>
    public Command Build()
    {
        var command = new Command("node", "Be a node of a cluster, which carries a part of each of its runs.")
        {
            _host, _port, _seeds, _roles, _config, _health, _healthHost, _otlp, _once, _verbose, _logFile,
        };
        command.Subcommands.Add(new NodeStatusCommand(terminal).Build());
        command.SetAction(Run);
        return command;
    }

    private int Run(ParseResult parsed)
    {
        if (ClusterOptions.Read(
            terminal, parsed.GetValue(_seeds), parsed.GetValue(_config), parsed.GetValue(_host)) is not { } settings)
        {
            return ExitCode.Usage;
        }

        using Logger log = RunLog.Open(
            new LogSettings(
                parsed.GetValue(_verbose) ? Serilog.Events.LogEventLevel.Information : null,
                parsed.GetValue(_logFile), ConfigFile.Find("serilog.json")),
            terminal.Error);
        settings = settings with
        {
            Port = parsed.GetValue(_port) ?? 0,
            Roles = ClusterOptions.Words(parsed.GetValue(_roles)),
            EndsWithClients = parsed.GetValue(_once),
        };
        try
        {
            return ServeAsync(
                settings, parsed.GetValue(_health), parsed.GetValue(_healthHost) ?? "localhost",
                parsed.GetValue(_otlp), log)
                .GetAwaiter().GetResult();
        }
        catch (System.Net.HttpListenerException e)
        {
            terminal.Error.WriteLine($"--health-port {parsed.GetValue(_health)}: cannot be listened on ({e.Message})");
            return ExitCode.Failed;
        }
        catch (Exception e)
        {
            log.Fatal(e, "The node cannot go on");
            throw;
        }
    }

    private async Task<int> ServeAsync(
        ClusterSettings settings, int? healthPort, string healthHost, Uri? otlp, Logger log)
    {
        await using ClusterNode node = ClusterNode.Start(settings, ScenarioLoading.Loader(kinds), log);
        using HealthEndpoint? health = healthPort is int port ? HealthEndpoint.Start(node, healthHost, port) : null;
        using TelemetryExport? export = TelemetryOptions.Start(
            otlp, node.Seed, healthPort is int scraped ? (healthHost, scraped) : null);
        terminal.Out.WriteLine($"node {node.Address} is up");
        void Leave(PosixSignalContext context)
        {
            context.Cancel = true;
            // A terminal tells all its processes; who started this one ends it.
            if (!settings.EndsWithClients)
            {
                node.Leave();
            }
        }

        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Leave);
        using var end = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Leave);
        await node.Ended;
        return ExitCode.Done;
    }
}
