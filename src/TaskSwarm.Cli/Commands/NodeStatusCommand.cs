using System.CommandLine;
using System.Text.Json.Nodes;
using TaskSwarm.Cli.Output;
using TaskSwarm.Cli.Screen;
using TaskSwarm.Cluster;

namespace TaskSwarm.Cli.Commands;

/// <summary><c>taskswarm node status</c>: how nodes stand, by their own account.</summary>
internal sealed class NodeStatusCommand(Terminal terminal)
{
    private readonly Option<string?> _seeds = ClusterOptions.SeedNodes("Members of the cluster to ask.");

    private readonly Option<string?> _node = Options.Text(
        "--node", "HOST:PORT", "The node that is asked; all of the cluster if not given.");

    private readonly Option<string?> _config = ClusterOptions.Config();

    private readonly Option<string?> _format = Options.Choice(
        "--format", "What to print: lines for people (default), or one JSON object.", "text", "json");

    /// <summary>Makes the command.</summary>
    public Command Build()
    {
        _seeds.Required = true;
        var command = new Command(
            "status", "Tell how nodes stand: state, regions, window, lag, throughput, bytes on the wire.")
        {
            _seeds, _node, _config, _format,
        };
        command.SetAction(parsed => ClusterOptions.Read(
            terminal, parsed.GetValue(_seeds), parsed.GetValue(_config), null) is ClusterSettings settings
                ? TellAsync(settings, parsed.GetValue(_node), parsed.GetValue(_format) == "json")
                    .GetAwaiter().GetResult()
                : ExitCode.Usage);
        return command;
    }

    private async Task<int> TellAsync(ClusterSettings settings, string? only, bool isJson)
    {
        if (await ClusterQuestion.AskAsync(terminal, settings) is not ClusterStatus status)
        {
            return ExitCode.Failed;
        }

        NodeStatus[] nodes = [.. status.Nodes.Where(n => only is null || n.Member.Address == only)];
        if (only is not null && nodes.Length == 0)
        {
            string known = string.Join(", ", status.Nodes.Select(n => n.Member.Address));
            terminal.Error.WriteLine($"--node {only}: no node of this cluster, which has {known}");
            return ExitCode.Failed;
        }

        if (isJson)
        {
            terminal.Out.WriteLine(RunJson.Text(new JsonObject
            {
                ["nodes"] = new JsonArray([.. nodes.Select(n => (JsonNode)NodeStatusText.Json(n))]),
            }));
        }
        else
        {
            foreach (NodeStatus node in nodes)
            {
                terminal.Out.WriteLine(NodeStatusText.Line(node));
            }
        }

        return nodes.All(n => n.Doing is not null) ? ExitCode.Done : ExitCode.Failed;
    }
}
