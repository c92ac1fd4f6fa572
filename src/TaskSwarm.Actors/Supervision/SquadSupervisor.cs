using Akka.Actor;
using TaskSwarm.Actors.Agents;
using TaskSwarm.Actors.Lanes;

namespace TaskSwarm.Actors.Supervision;

/// <summary>
/// The supervisor of one squad's agents in one region, and of the squads nested in it. It keeps its children when it is
/// itself restarted, so that a squad's restart restarts every member.
/// </summary>
internal sealed class SquadSupervisor : ActorBase
{
    private readonly SquadTree _squads;
    private readonly int _squad;
    private readonly string _dispatcher;

    private SquadSupervisor(SquadTree squads, int squad, string dispatcher)
    {
        _squads = squads;
        _squad = squad;
        _dispatcher = dispatcher;
    }

    public static Props Props(SquadTree squads, int squad, string dispatcher) =>
        Akka.Actor.Props.CreateBy(new Producer<SquadSupervisor>(() => new SquadSupervisor(squads, squad, dispatcher)))
            .WithDispatcher(dispatcher).WithMailbox(SlimMailbox.Id);

    /// <summary>The supervisor of a squad below the actor that asks.</summary>
    public static IActorRef FindOrCreate(IActorContext context, SquadTree squads, int squad, string dispatcher)
    {
        string name = squads.ElementOf(squad);
        IActorRef existing = context.Child(name);
        return existing.IsNobody() ? context.ActorOf(Props(squads, squad, dispatcher), name) : existing;
    }

    protected override SupervisorStrategy SupervisorStrategy() => new SquadStrategy(_squads, _squad);

    protected override bool Receive(object message)
    {
        if (message is not Hire hire)
        {
            return false;
        }

        TakeOn(hire);
        return true;
    }

    /// <summary>The default would stop the members; they shall restart with their squad instead.</summary>
    protected override void PreRestart(Exception reason, object message)
    {
    }

    /// <summary>The default would start as if new; the members are there already.</summary>
    protected override void PostRestart(Exception reason)
    {
    }

    private void TakeOn(Hire hire)
    {
        var deeper = new SortedDictionary<int, List<AgentSeat>>();
        int own = 0;
        foreach (AgentSeat seat in hire.Seats)
        {
            if (seat.Cell.Squad == _squad)
            {
                seat.Fill(Context.ActorOf(
                    AgentActor.Props(seat, _dispatcher), _squads.ElementOf(_squad, seat.Cell.Name)));
                own++;
            }
            else
            {
                SquadTree.Group(deeper, _squads.ChildToward(_squad, seat.Cell.Squad), seat);
            }
        }

        foreach ((int squad, List<AgentSeat> seats) in deeper)
        {
            FindOrCreate(Context, _squads, squad, _dispatcher).Tell(hire with { Seats = seats });
        }

        if (own > 0)
        {
            hire.ReplyTo.Tell(new Hired(own));
        }
    }
}
