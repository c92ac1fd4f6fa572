namespace TaskSwarm.Cluster;

/// <summary>How a process takes part in a cluster.</summary>
public sealed record ClusterSettings
{
    /// <summary>The name or address by which others reach this process; loopback unless said otherwise.</summary>
    public string Host { get; init; } = "127.0.0.1";

    /// <summary>The TCP port; 0: any that is free.</summary>
    public int Port { get; init; }

    /// <summary>Members to join, <c>HOST:PORT</c>; none: this process begins a cluster of its own.</summary>
    public IReadOnlyList<string> SeedNodes { get; init; } = [];

    /// <summary>Roles beside that of a node.</summary>
    public IReadOnlyList<string> Roles { get; init; } = [];

    /// <summary>Whether the node ends when no member is left that asks for runs.</summary>
    public bool EndsWithClients { get; init; }

    /// <summary>Akka configuration (HOCON) that comes before the program's own; empty for none.</summary>
    public string Configuration { get; init; } = "";
}
