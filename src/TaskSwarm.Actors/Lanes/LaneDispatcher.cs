using Akka.Dispatch;

namespace TaskSwarm.Actors.Lanes;

/// <summary>Runs the mailboxes of its actors, user and system messages alike, on one lane.</summary>
internal sealed class LaneDispatcher : MessageDispatcher
{
    private readonly Lane _lane;

    public LaneDispatcher(LaneDispatcherConfigurator configurator, Lane lane, string id)
        : base(configurator)
    {
        _lane = lane;
        Id = id;
        ShutdownTimeout = TimeSpan.FromSeconds(1);
    }

    protected override void ExecuteTask(IRunnable run) => _lane.Execute(run);

    /// <summary>The workers belong to the host, which ends them when the actor system is down.</summary>
    protected override void Shutdown()
    {
    }
}
