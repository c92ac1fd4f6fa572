using Akka.Actor.Setup;

namespace TaskSwarm.Actors.Lanes;

/// <summary>Carries a run's workers into its actor system, where dispatchers look them up.</summary>
internal sealed class LaneSetup : Setup
{
    public LaneSetup(WorkerPool pool) => Pool = pool;

    public WorkerPool Pool { get; }
}
