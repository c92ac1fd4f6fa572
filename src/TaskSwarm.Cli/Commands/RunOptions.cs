using TaskSwarm.Cluster;
using TaskSwarm.Hosting.Runs;
using TaskSwarm.Hosting.Telemetry;
using TaskSwarm.Scenarios.Format;
using TaskSwarm.Store;

namespace TaskSwarm.Cli.Commands;

/// <summary>What was asked of <c>run</c>.</summary>
internal sealed record RunOptions
{
    /// <summary>The scenario file.</summary>
    public required string File { get; init; }

    /// <summary>What is changed in it.</summary>
    public required ScenarioOverrides Overrides { get; init; }

    /// <summary>How the run is carried.</summary>
    public required HostSettings Host { get; init; }

    /// <summary>Whether the result is one JSON object instead of a summary.</summary>
    public bool Json { get; init; }

    /// <summary>Where the picture goes; null for none.</summary>
    public string? Plot { get; init; }

    /// <summary>Where the plan goes; null for none.</summary>
    public string? Plan { get; init; }

    /// <summary>Where the run is kept; null for the user's own store, <c>none</c> for nowhere.</summary>
    public string? Store { get; init; }

    /// <summary>What is kept of it.</summary>
    public RunKeep Keep { get; init; }

    /// <summary>How many node processes carry the run; null: this process alone.</summary>
    public int? Nodes { get; init; }

    /// <summary>The cluster that carries the run; null: none, or one that is started for it.</summary>
    public ClusterSettings? Cluster { get; init; }

    /// <summary>Threads for agents in each node, if given.</summary>
    public int? Workers { get; init; }

    /// <summary>Parts into which agents are cut, if given.</summary>
    public int? Regions { get; init; }

    /// <summary>The role of the nodes that carry regions; null: all do.</summary>
    public string? NodeRole { get; init; }

    /// <summary>Whether a run without a store begins anew when a node is lost.</summary>
    public bool Restarts { get; init; }

    /// <summary>Who is told how much.</summary>
    public required LogSettings Log { get; init; }

    /// <summary>The command line that makes the same run again on the sequential host.</summary>
    /// <param name="seed">The seed of the run, whether it was given or stands in the file.</param>
    public string Reproduce(ulong seed) => ReproduceCommand.Of(File, Overrides, seed);
}
