namespace TaskSwarm.Benchmarks.Workloads;

/// <summary>What was measured; printed as one JSON object.</summary>
public sealed record WorkloadResult
{
    /// <summary>The workload's name.</summary>
    public required string Workload { get; init; }

    /// <summary>N of the workload.</summary>
    public required int Agents { get; init; }

    /// <summary>Worker threads.</summary>
    public required int Workers { get; init; }

    /// <summary>Regions.</summary>
    public required int Regions { get; init; }

    /// <summary>actors or sequential.</summary>
    public required string Host { get; init; }

    /// <summary>Messages, events or agent-steps per second of wall time; the median run.</summary>
    public required double PerSecond { get; init; }

    /// <summary>The same of the slowest run.</summary>
    public required double Slowest { get; init; }

    /// <summary>The same of the fastest run.</summary>
    public required double Fastest { get; init; }

    /// <summary>Managed memory for each started, idle agent.</summary>
    public required long BytesPerAgent { get; init; }

    /// <summary>Windows of the run.</summary>
    public required long Windows { get; init; }

    /// <summary>Events that agents handled.</summary>
    public required long Events { get; init; }

    /// <summary>Messages handed to the network.</summary>
    public required long Messages { get; init; }

    /// <summary>Wall time of the median run, from the end of the first window.</summary>
    public required double WallSeconds { get; init; }

    /// <summary>The run's digest: equal whatever the workers, regions and host.</summary>
    public required string Digest { get; init; }

    /// <summary>The process's largest working set so far.</summary>
    public required long PeakMegabytes { get; init; }
}
