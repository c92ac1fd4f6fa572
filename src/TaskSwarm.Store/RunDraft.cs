namespace TaskSwarm.Store;

/// <summary>What is known of a run before its first epoch. Texts may be empty.</summary>
public sealed record RunDraft
{
    /// <summary>The id to use, or null for one that the store makes.</summary>
    public string? Id { get; init; }

    /// <summary>Name of the scenario.</summary>
    public required string Scenario { get; init; }

    /// <summary>Kind of the scenario.</summary>
    public required string Kind { get; init; }

    /// <summary>Strategy that allocates tasks.</summary>
    public string Strategy { get; init; } = "";

    /// <summary>The seed.</summary>
    public ulong Seed { get; init; }

    /// <summary>Hash of the resolved scenario.</summary>
    public string ScenarioHash { get; init; } = "";

    /// <summary>Version of the program.</summary>
    public string Version { get; init; } = "";

    /// <summary>How much will be stored.</summary>
    public RunKeep Keep { get; init; } = RunKeep.Events;

    /// <summary>Id of the run that this one forks from, or null.</summary>
    public string? Parent { get; init; }

    /// <summary>Last epoch of the parent that this run shares; 0 shares nothing but the name.</summary>
    public long ForkEpoch { get; init; }

    /// <summary>Whatever the caller needs to make the run again: the resolved scenario, for one.</summary>
    public ReadOnlyMemory<byte> Description { get; init; }
}
