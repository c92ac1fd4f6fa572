using Akka.Actor;
using Akka.Event;
using TaskSwarm.Actors.Agents;

namespace TaskSwarm.Actors.Supervision;

/// <summary>
/// Carries out what the kernel decided about a simulated crash. Bounds and back-off are the kernel's, in simulated
/// time, so Akka's own are off. Any other failure is one of the runtime: it goes up and ends the run.
/// </summary>
internal sealed class SquadStrategy : OneForOneStrategy
{
    private readonly SquadTree _squads;
    private readonly int _supervisor;

    /// <param name="squads">The squads.</param>
    /// <param name="supervisor">The squad that supervises, or <see cref="SquadTree.Region"/>.</param>
    public SquadStrategy(SquadTree squads, int supervisor)
        : base(_ => Directive.Escalate)
    {
        _squads = squads;
        _supervisor = supervisor;
    }

    protected override Directive Handle(IActorRef child, Exception exception) =>
        exception is AgentCrashException crash ? _squads.Decide(_supervisor, crash) : Directive.Escalate;

    protected override void LogFailure(IActorContext context, IActorRef child, Exception cause, Directive directive)
    {
        if (context.System.Log.IsDebugEnabled)
        {
            context.System.Log.Debug("{0}: {1} Directive: {2}.", child.Path, cause.Message, directive);
        }
    }
}
