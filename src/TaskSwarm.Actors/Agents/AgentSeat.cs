using Akka.Actor;
using TaskSwarm.Actors.Regions;
using TaskSwarm.Kernel.Runs;

namespace TaskSwarm.Actors.Agents;

/// <summary>
/// What outlasts an agent's actor when supervision replaces it: the cell, the actor's reference, and the ticket of a
/// turn that a crash cut short. It is also the producer of the actor's instances. Only the region's lane touches it.
/// </summary>
internal sealed class AgentSeat : IIndirectActorProducer
{
    public AgentSeat(AgentCell cell, RegionCore region)
    {
        Cell = cell;
        Region = region;
    }

    public AgentCell Cell { get; }

    public RegionCore Region { get; }

    /// <summary>The actor, once its squad's supervisor has made it.</summary>
    public IActorRef? Actor { get; set; }

    /// <summary>How many instances of the actor there have been.</summary>
    public int Incarnations { get; private set; }

    /// <summary>The window's ticket while the rest of a turn waits for the supervisor.</summary>
    public TurnTicket? Interrupted { get; set; }

    public Type ActorType => typeof(AgentActor);

    public ActorBase Produce()
    {
        Incarnations++;
        return new AgentActor(this);
    }

    public void Release(ActorBase actor)
    {
    }
}
