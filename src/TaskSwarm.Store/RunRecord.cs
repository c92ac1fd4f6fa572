namespace TaskSwarm.Store;

/// <summary>What the store knows of a run without reading its epochs.</summary>
public sealed record RunRecord
{
    /// <summary>Short and unique in its store.</summary>
    public required string Id { get; init; }

    /// <summary>Name of the scenario.</summary>
    public required string Scenario { get; init; }

    /// <summary>Kind of the scenario.</summary>
    public required string Kind { get; init; }

    /// <summary>Strategy that allocates tasks.</summary>
    public required string Strategy { get; init; }

    /// <summary>The seed.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Hash of the resolved scenario.</summary>
    public required string ScenarioHash { get; init; }

    /// <summary>Version of the program that started it.</summary>
    public required string Version { get; init; }

    /// <summary>How much is stored.</summary>
    public required RunKeep Keep { get; init; }

    /// <summary>Id of the run that it forked from, or null.</summary>
    public string? Parent { get; init; }

    /// <summary>Last epoch of the parent that it shares; 0 without parent.</summary>
    public long ForkEpoch { get; init; }

    /// <summary>Wall time of its start, UTC.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Wall time of its last ending, UTC; null while it runs.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>How far it is. A run whose writer died shows as <see cref="RunState.Interrupted"/>.</summary>
    public required RunState State { get; init; }

    /// <summary>Digest at its ending, or after its last epoch if it was interrupted; empty while it runs.</summary>
    public string Digest { get; init; } = "";

    /// <summary>Events up to its ending, the parent's share included; 0 while it runs.</summary>
    public long Events { get; init; }

    /// <summary>Number of the last committed epoch, the parent's share included.</summary>
    public long Epochs { get; init; }

    /// <summary>Bytes stored for it: epochs, snapshots, description and ending, after compression.</summary>
    public long Bytes { get; init; }

    /// <summary>Simulated time at its ending, in microseconds; 0 while it runs.</summary>
    public long SimulatedMicros { get; init; }

    /// <summary>The bytes given at its creation. Empty in lists: <see cref="RunStore.FindAsync"/> reads them.</summary>
    public ReadOnlyMemory<byte> Description { get; init; }

    /// <summary>The bytes given at its end. Empty in lists, and while it runs.</summary>
    public ReadOnlyMemory<byte> Ending { get; init; }
}
