using Akka.Actor;
using Akka.Dispatch;
using TaskSwarm.Actors.Lanes;
using TaskSwarm.Actors.Regions;
using TaskSwarm.Kernel.Runs;

namespace TaskSwarm.Actors.Agents;

/// <summary>
/// What outlasts an agent's actor when supervision replaces it: the cell, the actor's reference, and the ticket of a
/// turn that a crash cut short. It is also the producer of the actor's instances. Only the region's lane touches it.
/// </summary>
internal sealed class AgentSeat : IIndirectActorProducer
{
    private AgentActor? _instance;
    private ActorCell? _actorCell;
    private Mailbox? _mailbox;
    private SlimQueue? _queue;

    public AgentSeat(AgentCell cell, RegionCore region)
    {
        Cell = cell;
        Region = region;
    }

    public AgentCell Cell { get; }

    public RegionCore Region { get; }

    /// <summary>The actor, once its squad's supervisor has made it.</summary>
    public IActorRef? Actor { get; private set; }

    /// <summary>How many instances of the actor there have been.</summary>
    public int Incarnations { get; private set; }

    /// <summary>The window's ticket while the rest of a turn waits for the supervisor.</summary>
    public TurnTicket? Interrupted { get; set; }

    /// <summary>Notes the actor and what belongs to it as long as it lives.</summary>
    public void Fill(IActorRef actor)
    {
        Actor = actor;
        _actorCell = ((ActorRefWithCell)actor).Underlying as ActorCell;
        _mailbox = _actorCell?.Mailbox;
        _queue = _mailbox?.MessageQueue as SlimQueue;
    }

    /// <summary>Reads a little of all that a turn will touch; what it returns means nothing.</summary>
    public int Fetch()
    {
        int seen = _queue is { HasMessages: true } ? 1 : 0;
        seen += _mailbox?.MessageQueue is null ? 1 : 0;
        seen += _actorCell?.CurrentMessage is null ? 1 : 0;
        seen += ((ActorRefWithCell?)Actor)?.Path is null ? 1 : 0;
        return seen + (_instance?.IsSeatedAt(this) == true ? 1 : 0);
    }

    public Type ActorType => typeof(AgentActor);

    public ActorBase Produce()
    {
        Incarnations++;
        return _instance = new AgentActor(this);
    }

    public void Release(ActorBase actor)
    {
    }
}
