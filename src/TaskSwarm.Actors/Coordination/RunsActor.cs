using Akka.Actor;
using TaskSwarm.Actors.Lanes;

namespace TaskSwarm.Actors.Coordination;

/// <summary>The parent of runs, <c>/user/runs</c>.</summary>
internal sealed class RunsActor : ActorBase
{
    private readonly string _dispatcher;

    private RunsActor(string dispatcher) => _dispatcher = dispatcher;

    public static Props Props(string dispatcher) =>
        Akka.Actor.Props.CreateBy(new Producer<RunsActor>(() => new RunsActor(dispatcher)))
            .WithDispatcher(dispatcher).WithMailbox(SlimMailbox.Id);

    /// <summary>A run that fails as a whole has told its host already; it is not made again.</summary>
    protected override SupervisorStrategy SupervisorStrategy() =>
        new OneForOneStrategy(_ => Directive.Stop, loggingEnabled: false);

    protected override bool Receive(object message)
    {
        if (message is not StartRun start)
        {
            return false;
        }

        Context.ActorOf(RunCoordinator.Props(start, _dispatcher), start.Name);
        return true;
    }
}
