using System.CommandLine;
using TaskSwarm.Cli.Screen;
using TaskSwarm.Cluster;

namespace TaskSwarm.Cli.Commands;

/// <summary>The options that say which cluster is meant, and how to reach it.</summary>
internal static class ClusterOptions
{
    /// <summary>Members to join.</summary>
    public static Option<string?> SeedNodes(string description) =>
        Options.Text("--seed-nodes", "HOST:PORT,...", description);

    /// <summary>A file of Akka's settings.</summary>
    public static Option<string?> Config() => Options.Text(
        "--config", "FILE", "Akka settings (HOCON) that come before the program's own, such as config/cluster.conf.");

    /// <summary>The settings; null, and a message, if they cannot be right.</summary>
    public static ClusterSettings? Read(Terminal terminal, string? seeds, string? config, string? host)
    {
        string[] nodes = Words(seeds);
        foreach (string node in nodes)
        {
            int colon = node.LastIndexOf(':');
            if (colon < 1 || !ushort.TryParse(node.AsSpan(colon + 1), out ushort port) || port == 0)
            {
                terminal.Error.WriteLine($"--seed-nodes: found \"{node}\"; expected HOST:PORT, such as 10.0.0.1:4053");
                return null;
            }
        }

        try
        {
            return new ClusterSettings
            {
                Host = host ?? "127.0.0.1",
                SeedNodes = nodes,
                Configuration = config is null ? "" : File.ReadAllText(config),
            };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            terminal.Error.WriteLine($"--config {config}: cannot be read ({e.Message.TrimEnd('.')})");
            return null;
        }
    }

    /// <summary>Words with commas between them.</summary>
    public static string[] Words(string? text) =>
        text?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];
}
