using System.CommandLine;
using System.Globalization;
using TaskSwarm.Cli.Screen;
using TaskSwarm.Cluster;

namespace TaskSwarm.Cli.Commands;

/// <summary><c>taskswarm cluster status</c>: who is in a cluster, and what it does.</summary>
internal sealed class ClusterCommand(Terminal terminal) : ICommand
{
    private readonly Option<string?> _seeds = ClusterOptions.SeedNodes("Members of the cluster to ask.");

    private readonly Option<string?> _config = ClusterOptions.Config();

    /// <inheritdoc/>
    public IReadOnlyList<string> Examples { get; } = ["taskswarm cluster status --seed-nodes 10.0.0.1:4053"];

    /// <inheritdoc/>
    public Command Build()
    {
        _seeds.Required = true;
        var status = new Command(
            "status", "Tell who is in a cluster, which run it makes, who carries what, and how fast.")
        {
            _seeds, _config,
        };
        status.SetAction(parsed => ClusterOptions.Read(
            terminal, parsed.GetValue(_seeds), parsed.GetValue(_config), null) is ClusterSettings settings
                ? TellAsync(settings).GetAwaiter().GetResult()
                : ExitCode.Usage);
        var command = new Command("cluster", "Look at a cluster of nodes.");
        command.Subcommands.Add(status);
        return command;
    }

    private async Task<int> TellAsync(ClusterSettings settings)
    {
        if (await ClusterQuestion.AskAsync(terminal, settings) is not ClusterStatus status)
        {
            return ExitCode.Failed;
        }

        foreach (ClusterMember member in status.Members)
        {
            terminal.Out.WriteLine($"{member.Address}  {member.State}  {member.Roles}");
        }

        ClusterProgress progress = status.Progress;
        terminal.Out.WriteLine(status.RunId is null
            ? "no run"
            : string.Create(
                CultureInfo.InvariantCulture,
                $"run {status.RunId} at {progress.Now} of simulated time: window {progress.Windows}, "
                + $"{progress.Events} events, {progress.TasksDone} of {progress.Tasks} tasks done, "
                + $"divided {progress.Divisions} times"));
        IReadOnlyList<NodeStatus> carriers =
            [.. status.Nodes.Where(n => status.RunId is not null && n.RunId == status.RunId)];
        if (carriers.Count > 0)
        {
            terminal.Out.WriteLine("  " + NodeStatusText.Throughput(carriers));
        }

        IEnumerable<string> lines = carriers.Count > 0 ? carriers.Select(NodeStatusText.Part) : progress.Nodes;
        foreach (string line in lines)
        {
            terminal.Out.WriteLine("  " + line);
        }

        return ExitCode.Done;
    }
}
