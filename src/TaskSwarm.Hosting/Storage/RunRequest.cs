using TaskSwarm.Hosting.Runs;
using TaskSwarm.Kernel.Runs;
using TaskSwarm.Store;

namespace TaskSwarm.Hosting.Storage;

/// <summary>What was asked of a run that is to be written.</summary>
public sealed record RunRequest
{
    /// <summary>The id that a new run gets; null: one is made up.</summary>
    public string? Id { get; init; }

    /// <summary>The scenario's file, for messages.</summary>
    public string File { get; init; } = "";

    /// <summary>How to carry it.</summary>
    public required HostSettings Host { get; init; }

    /// <summary>What to keep of it.</summary>
    public RunKeep Keep { get; init; }

    /// <summary>The program's version.</summary>
    public required string Version { get; init; }

    /// <summary>The command that makes the same run again.</summary>
    public string Reproduce { get; init; } = "";

    /// <summary>Called before the first window with what tells how far the run is.</summary>
    public Action<RunProgress> Started { get; init; } = static _ => { };

    /// <summary>Stops the run between two windows.</summary>
    public CancellationToken Cancellation { get; init; }
}
