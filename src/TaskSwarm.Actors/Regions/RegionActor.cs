using Akka.Actor;
using TaskSwarm.Actors.Agents;
using TaskSwarm.Actors.Lanes;
using TaskSwarm.Actors.Supervision;
using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Runs;

namespace TaskSwarm.Actors.Regions;

/// <summary>
/// One part of the run. It gives each active agent its turn and reports to the coordinator when all are done. Agents
/// that spawn get their actors here, through their squads' supervisors, before the first window in which they act.
/// </summary>
internal sealed class RegionActor : ActorBase
{
    private const int TurnsAtOnce = 128;

    private readonly RunCore _run;
    private readonly RegionCore _core;
    private readonly SquadTree _squads;
    private readonly string _dispatcher;
    private int _cellsKnown;
    private int _hiring;
    private Window? _window;
    private TurnTicket? _ticket;
    private int _given;
    private volatile int _fetched;

    public RegionActor(RunCore run, int number, SquadTree squads)
    {
        _run = run;
        _core = run.Regions[number];
        _squads = squads;
        _dispatcher = LaneDispatcherConfigurator.IdOf(number);
    }

    public static Props Props(RunCore run, int number, SquadTree squads) =>
        Akka.Actor.Props.CreateBy(new Producer<RegionActor>(() => new RegionActor(run, number, squads)))
            .WithDispatcher(LaneDispatcherConfigurator.IdOf(number)).WithMailbox(SlimMailbox.Id);

    protected override SupervisorStrategy SupervisorStrategy() => new SquadStrategy(_squads, SquadTree.Region);

    protected override void PreStart()
    {
        HireNewcomers();
        ReportWhenReady();
    }

    protected override bool Receive(object message)
    {
        switch (message)
        {
            case GoOn:
                GiveTurns();
                return true;
            case OpenWindow open:
                Open(open.Window);
                return true;
            case TurnsTaken taken:
                _run.Exchange?.Close(_core);
                Context.Parent.Tell(new WindowClosed(_core.Number, taken.WindowNumber));
                return true;
            case Hired hired:
                _hiring -= hired.Agents;
                ReportWhenReady();
                return true;
            default:
                return false;
        }
    }

    private void Open(Window window)
    {
        _core.Open(window);
        _window = window;
        HireNewcomers();
        if (_hiring == 0)
        {
            BeginTurns(window);
        }
    }

    private void ReportWhenReady()
    {
        if (_hiring > 0)
        {
            return;
        }

        if (_window is Window window)
        {
            BeginTurns(window);
        }
        else
        {
            Context.Parent.Tell(new RegionReady(_core.Number));
        }
    }

    private void BeginTurns(in Window window)
    {
        // One turn more than there are agents: the region's own, which keeps the ticket open until all are given.
        _ticket = new TurnTicket(Self, window.Number, _core.Active.Count + 1);
        _given = 0;
        GiveTurns();
    }

    /// <summary>
    /// Turns are given some at a time, and taken before the next ones are given, because what one agent's turn reads is
    /// then still in the cache when it comes.
    /// </summary>
    private void GiveTurns()
    {
        IReadOnlyList<AgentCell> active = _core.Active;
        TurnTicket ticket = _ticket!;
        int end = Math.Min(active.Count, _given + TurnsAtOnce);
        Fetch(active, _given, end);
        for (; _given < end; _given++)
        {
            AgentCell cell = active[_given];
            if (cell.Status == AgentStatus.Stopped)
            {
                Drain(cell);
                ticket.Return();
            }
            else
            {
                ((AgentSeat)cell.Attachment!).Actor!.Tell(ticket, ActorRefs.NoSender);
            }
        }

        if (_given < active.Count)
        {
            Self.Tell(GoOn.Instance, ActorRefs.NoSender);
        }
        else
        {
            ticket.Return();
        }
    }

    /// <summary>
    /// Reads a little of everything that the coming turns will touch. The reads do not depend on each other, so the
    /// processor waits for many of them at once; the turns themselves would wait for each in turn.
    /// </summary>
    private void Fetch(IReadOnlyList<AgentCell> active, int from, int end)
    {
        int seen = 0;
        for (int i = from; i < end; i++)
        {
            AgentCell cell = active[i];
            seen += cell.Fetch();
            if (cell.Attachment is AgentSeat seat)
            {
                seen += seat.Fetch();
            }
        }

        _fetched = seen;
    }

    /// <summary>What still arrives for an agent that has left is counted as undelivered; its actor is gone.</summary>
    private void Drain(AgentCell cell)
    {
        CellOutcome outcome = cell.TakeTurn(_core);
        while (outcome.Kind == CellOutcomeKind.Crashed)
        {
            outcome = cell.Resume(_core);
        }
    }

    private void HireNewcomers()
    {
        var bySquad = new SortedDictionary<int, List<AgentSeat>>();
        for (; _cellsKnown < _run.Cells.Count; _cellsKnown++)
        {
            AgentCell cell = _run.Cells[_cellsKnown];
            if (_run.RegionOf(cell.Id) == _core.Number)
            {
                var seat = new AgentSeat(cell, _core);
                cell.Attachment = seat;
                _hiring++;
                SquadTree.Group(bySquad, _squads.ChildToward(SquadTree.Region, cell.Squad), seat);
            }
        }

        foreach ((int squad, List<AgentSeat> seats) in bySquad)
        {
            SquadSupervisor.FindOrCreate(Context, _squads, squad, _dispatcher).Tell(new Hire(seats, Self));
        }
    }
}
