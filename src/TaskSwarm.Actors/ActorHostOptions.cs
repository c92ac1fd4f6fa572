using Akka.Actor;
using TaskSwarm.Actors.Logging;

namespace TaskSwarm.Actors;

/// <summary>How the actor host works; nothing here can change what a run does.</summary>
public sealed record ActorHostOptions
{
    /// <summary>The most workers that may be asked for.</summary>
    public const int MaxWorkers = 1024;

    /// <summary>
    /// Threads that work on regions, 1 to <see cref="MaxWorkers"/>; one for each core unless said otherwise.
    /// </summary>
    public int Workers { get; init; } = Math.Min(Environment.ProcessorCount, MaxWorkers);

    /// <summary>Whether an idle worker spins for a moment before it sleeps. It should not where another process, which
    /// may need the processor, does what the worker waits for.</summary>
    public bool Spins { get; init; } = true;

    /// <summary>The run's name in actor paths: <c>/user/runs/NAME</c>.</summary>
    public string RunName { get; init; } = "run";

    /// <summary>Receives the actor system's log, from any thread; null: it is dropped.</summary>
    public Action<HostLogEntry>? Log { get; init; }

    /// <summary>The least severe level that <see cref="Log"/> receives.</summary>
    public HostLogLevel LogLevel { get; init; } = HostLogLevel.Warning;

    /// <summary>Shown the actor system before the run starts; for tests that watch it.</summary>
    internal Action<ActorSystem>? OnSystem { get; init; }
}
