using Akka.Actor;
using TaskSwarm.Actors.Lanes;
using TaskSwarm.Actors.Regions;
using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Runs;

namespace TaskSwarm.Actors.Agents;

/// <summary>
/// One agent as an actor. Each window in which the agent has events brings it one message; a crash of the agent is
/// thrown to the squad's supervisor, and the rest of the window is handled by the actor that stands in afterwards.
/// </summary>
internal sealed class AgentActor : ActorBase
{
    private readonly AgentSeat _seat;

    internal AgentActor(AgentSeat seat) => _seat = seat;

    public static Props Props(AgentSeat seat, string dispatcher) =>
        Akka.Actor.Props.CreateBy(seat).WithDispatcher(dispatcher).WithMailbox(SlimMailbox.Id);

    public bool IsSeatedAt(AgentSeat seat) => ReferenceEquals(_seat, seat);

    protected override bool Receive(object message)
    {
        if (message is TurnTicket ticket)
        {
            Conclude(_seat.Cell.TakeTurn(_seat.Region), ticket);
            return true;
        }

        return message is GoOn && ResumeTurn();
    }

    /// <summary>
    /// Nothing to clean: all that the agent has is in its cell, and the kernel decides what of it survives.
    /// </summary>
    protected override void PreRestart(Exception reason, object message)
    {
    }

    protected override void PostRestart(Exception reason)
    {
        if (_seat.Interrupted is not null)
        {
            Self.Tell(GoOn.Instance, ActorRefs.NoSender);
        }
    }

    /// <summary>A stopped actor still owes its region the rest of the window; the kernel drops those events.</summary>
    protected override void PostStop()
    {
        while (_seat.Interrupted is TurnTicket ticket)
        {
            if (_seat.Cell.Resume(_seat.Region).Kind != CellOutcomeKind.Crashed)
            {
                _seat.Interrupted = null;
                ticket.Return();
            }
        }
    }

    private bool ResumeTurn()
    {
        // A squad's restart and the agent's own can both ask to go on; the second finds nothing left to do.
        if (_seat.Interrupted is TurnTicket ticket)
        {
            Conclude(_seat.Cell.Resume(_seat.Region), ticket);
        }

        return true;
    }

    private void Conclude(in CellOutcome outcome, TurnTicket ticket)
    {
        AgentCell cell = _seat.Cell;
        if (outcome.Kind == CellOutcomeKind.Crashed)
        {
            _seat.Interrupted = ticket;
            throw new AgentCrashException(cell.Name, cell.Squad, outcome.Directive, outcome.Cause);
        }

        _seat.Interrupted = null;
        if (cell.Status == AgentStatus.Stopped)
        {
            Context.Stop(Self);
        }

        ticket.Return();
    }
}
