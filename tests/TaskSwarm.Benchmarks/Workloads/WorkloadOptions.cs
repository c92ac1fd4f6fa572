namespace TaskSwarm.Benchmarks.Workloads;

/// <summary>What to measure, and how.</summary>
public sealed record WorkloadOptions
{
    /// <summary>The workload.</summary>
    public required IWorkload Workload { get; init; }

    /// <summary>N of the workload.</summary>
    public required int Agents { get; init; }

    /// <summary>Worker threads of the actor host.</summary>
    public required int Workers { get; init; }

    /// <summary>Regions of the run.</summary>
    public required int Regions { get; init; }

    /// <summary>Whether to use the actor host; else the sequential one.</summary>
    public bool Actors { get; init; } = true;

    /// <summary>How many runs; the median counts.</summary>
    public int Repeats { get; init; } = 3;

    /// <summary>Whether to measure memory too.</summary>
    public bool Memory { get; init; } = true;
}
