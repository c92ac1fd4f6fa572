using TaskSwarm.Actors;
using TaskSwarm.Kernel.Runs;

namespace TaskSwarm.Hosting.Runs;

/// <summary>How a run is carried. Nothing here may change what the run does, only how fast.</summary>
/// <param name="Host">What carries it.</param>
/// <param name="Workers">Threads that agents may use, from 1 to <see cref="MaxWorkers"/>; one with the sequential
/// host.</param>
/// <param name="Regions">Parts into which the agents are cut, from 1 to <see cref="MaxRegions"/>.</param>
public sealed record HostSettings(HostKind Host, int Workers, int Regions)
{
    /// <summary>Carries a run instead of a host of this process; null: a host does. It is given the run, whom to show
    /// how far it is, and what stops it between two windows.</summary>
    public Func<RunCore, Action<RunProgress>, CancellationToken, RunResult>? Carrier { get; init; }

    /// <summary>More workers than any machine that this was made for has processors.</summary>
    public const int MaxWorkers = 1024;

    /// <summary>Each region is an actor with its own queue; more of them only cost memory.</summary>
    public const int MaxRegions = 4096;

    /// <summary>How many regions suit a number of workers.</summary>
    public static int RegionsFor(int workers) => ActorHost.DefaultRegions(workers);
}
