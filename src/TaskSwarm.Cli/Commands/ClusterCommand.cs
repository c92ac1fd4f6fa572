using System.CommandLine;
using System.Globalization;
using TaskSwarm.Cli.Screen;
using TaskSwarm.Cluster;

namespace TaskSwarm.Cli.Commands;

/// <summary><c>taskswarm cluster status</c>: who is in a cluster, and what it does.</summary>
internal sealed class ClusterCommand(Terminal terminal) : ICommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly Option<string?> _seeds = ClusterOptions.SeedNodes("Members of the cluster to ask.");

    private readonly Option<string?> _config = ClusterOptions.Config();

    /// <inheritdoc/>
    public IReadOnlyList<string> Examples { get; } = ["taskswarm cluster status --seed-nodes 10.0.0.1:4053"];

    /// <inheritdoc/>
    public Command Build()
    {
        _seeds.Required = true;
        var status = new Command("status", "Tell who is in a cluster, which run it makes, and who carries what.")
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
        await using var client = ClusterClient.Start(settings);
        ClusterStatus status;
        try
        {
            status = await client.StatusAsync().WaitAsync(Patience);
        }
        catch (TimeoutException)
        {
            terminal.Error.WriteLine(
                $"No cluster answers at {string.Join(", ", settings.SeedNodes)} within {Patience.TotalSeconds} s.");
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
        foreach (string node in progress.Nodes)
        {
            terminal.Out.WriteLine("  " + node);
        }

        return ExitCode.Done;
    }
}
