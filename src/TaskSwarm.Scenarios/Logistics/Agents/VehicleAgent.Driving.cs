using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Tasks;
using TaskSwarm.Kernel.Time;
using TaskSwarm.Kernel.World;
using TaskSwarm.Scenarios.Logistics.Routing;
using TaskSwarm.Scenarios.Logistics.Runs;
using TaskSwarm.Scenarios.Logistics.Traffic;

namespace TaskSwarm.Scenarios.Logistics.Agents;

/// <content>Driving, waiting and serving.</content>
public sealed partial class VehicleAgent
{
    private const long NotSet = -1;

    private Mode mode;
    private Place position;
    private Place legFrom;
    private Place legTo;
    private long legDepart;
    private long legArrive;
    private long legLength;
    private long driven;
    private Stop? current;
    private bool isVoid;
    private long arrived;
    private long began;
    private int wakeNumber;
    private long wakeAt = NotSet;
    private long confirmBy = NotSet;
    private LoadVector carried;

    private enum Mode
    {
        Idle,
        Driving,
        Waiting,
        Serving,
        Returning,
    }

    private bool IsInDepot => mode == Mode.Idle && Route.Start.InDepot;

    /// <summary>Does whatever is to be done now; called after every event.</summary>
    private void GoOn(AgentContext context)
    {
        var now = context.Now.Micros;
        while (mode == Mode.Idle && planner.OpenRound == 0 && !awaitsClearance)
        {
            if (Route.Count == 0)
            {
                if (Route.Start.InDepot)
                {
                    return;
                }

                DriveHome(context);
                continue;
            }

            var departure = DepartureAt(now);
            if (departure > now)
            {
                WakeAt(context, departure);
                return;
            }

            AdvanceTo(now);
            if (!DropUnconfirmed(context))
            {
                return;
            }

            if (Route.Count > 0)
            {
                Depart(context);
            }
        }
    }

    private void Wake(AgentContext context, WakeTag wake)
    {
        if (wake.Number != wakeNumber)
        {
            return;
        }

        wakeAt = NotSet;
        switch (mode)
        {
            case Mode.Driving:
                Arrive(context);
                break;
            case Mode.Waiting:
                BeginService(context);
                break;
            case Mode.Serving:
                EndService(context);
                break;
            case Mode.Returning:
                ArriveHome(context);
                break;
            case Mode.Idle:
            default:
                break;
        }
    }

    /// <summary>
    /// A pending earlier alarm is left alone: when it rings, there is a new look at what is to be done.
    /// </summary>
    private void WakeAt(AgentContext context, long at)
    {
        if (wakeAt != NotSet && wakeAt <= at && mode == Mode.Idle)
        {
            return;
        }

        wakeAt = at;
        wakeNumber++;
        context.Schedule(new SimDuration(Math.Max(1, at - context.Now.Micros)), new WakeTag(wakeNumber));
    }

    /// <summary>
    /// When to leave for the first stop: as late as the begin of its window allows, but not before now.
    /// </summary>
    private long DepartureAt(long now)
    {
        var travel = Route.Vehicle.TravelMicros(Route.LegTo(0));
        return Math.Max(Math.Max(now, Route.Start.Time), Route.Stops[0].Window.Ready - travel);
    }

    /// <summary>While the vehicle stands, its earliest departure goes by with the time.</summary>
    private void AdvanceTo(long now)
    {
        if (mode == Mode.Idle && planner.OpenRound == 0 && Route.Start.Time < now)
        {
            Route.StartFrom(Route.Start with { Time = now });
            planner.Rename();
        }
    }

    /// <summary>
    /// Only what is awarded is served. An award that a re-auction agreed may still be on its way: it is waited for
    /// once; then the stop is dropped.
    /// </summary>
    /// <returns>False if the vehicle has to wait.</returns>
    private bool DropUnconfirmed(AgentContext context)
    {
        var doubtful = new List<int>();
        foreach (var stop in Route.Stops)
        {
            var mustBeHeld = stop.Request.Id == Route.Stops[0].Request.Id
                || (stop.Kind == StopKind.DropOff && Route.Start.InDepot);
            if (mustBeHeld && !aboard.Contains(stop.Request.Id) && !IsAwarded(stop.Request.Id))
            {
                doubtful.Add(stop.Request.Id);
            }
        }

        if (doubtful.Count == 0)
        {
            confirmBy = NotSet;
            return true;
        }

        var now = context.Now.Micros;
        confirmBy = confirmBy == NotSet ? now + plan.ContractNet.ReplyWithin.Micros : confirmBy;
        if (now < confirmBy)
        {
            WakeAt(context, confirmBy);
            return false;
        }

        confirmBy = NotSet;
        Route.RemoveAll(doubtful);
        planner.Rename();
        return Route.Count == 0 || DropUnconfirmed(context); // What is first now may be in doubt as well.
    }

    private void Depart(AgentContext context)
    {
        if (Route.Start.InDepot)
        {
            LeaveDepot(context);
        }

        var stop = Route.Stops[0];
        var start = Route.Start;
        carried = start.InDepot ? Route.InitialLoad : start.Load;
        BeginLeg(context, Mode.Driving, start.Place, stop.Place, Route.LegTo(0));
        current = Route.TakeFirst(AfterServing(stop, start));
        isVoid = false;
        planner.Rename();
        GiveUpWhatIsLate(context);
        if (legArrive <= context.Now.Micros)
        {
            Arrive(context);
        }
    }

    private RouteStart AfterServing(Stop stop, RouteStart start) => new(
        stop.Place,
        Math.Max(legArrive, stop.Window.Ready) + stop.ServiceMicros,
        carried + stop.Change,
        start.Driven + legLength,
        InDepot: false);

    /// <summary>Loads of drop-offs are put aboard: from here on they cannot be passed on.</summary>
    private void LeaveDepot(AgentContext context)
    {
        context.Emit(new TourBegan());
        driven = 0;
        foreach (var stop in Route.Stops)
        {
            if (stop.Kind == StopKind.DropOff)
            {
                aboard.Add(stop.Request.Id);
                participant.Start(context, new TaskId(stop.Request.Id));
            }
        }
    }

    private void BeginLeg(AgentContext context, Mode driving, Place from, Place to, long length)
    {
        mode = driving;
        legFrom = from;
        legTo = to;
        legLength = length;
        legDepart = context.Now.Micros;
        legArrive = plan.Traffic.Arrival(new Leg(index, from, to, length, legDepart, Route.Vehicle.PaceNanos));
        PublishBody(context);
        SendStatus(context);
        if (legArrive > legDepart)
        {
            WakeAt(context, legArrive);
        }
    }

    private void Arrive(AgentContext context)
    {
        EndLeg(context);
        arrived = context.Now.Micros;
        if (isVoid || current!.Value.Window.Ready <= arrived)
        {
            BeginService(context);
            return;
        }

        mode = Mode.Waiting;
        WakeAt(context, current.Value.Window.Ready);
    }

    private void EndLeg(AgentContext context)
    {
        position = PositionAt(context.Now.Micros);
        context.Emit(new LegDriven(
            FleetPlan.At(legFrom),
            FleetPlan.At(position),
            new SimTime(legDepart),
            LengthAt(context.Now.Micros),
            LoadPermille()));
        driven += LengthAt(context.Now.Micros);
        context.Publish(Body.At(FleetPlan.At(position)));
    }

    private void BeginService(AgentContext context)
    {
        began = context.Now.Micros;
        if (isVoid)
        {
            (mode, current) = (Mode.Idle, null);
            return;
        }

        var stop = current!.Value;
        if (stop.Kind == StopKind.Pickup)
        {
            participant.Start(context, new TaskId(stop.Request.Id));
            aboard.Add(stop.Request.Id);
            SendStatus(context);
        }

        mode = Mode.Serving;
        if (stop.ServiceMicros == 0)
        {
            EndService(context);
            return;
        }

        WakeAt(context, began + stop.ServiceMicros);
    }

    private void EndService(AgentContext context)
    {
        var stop = current!.Value;
        var id = stop.Request.Id;
        var asked = plan.Requests[id];
        var site = stop.Kind == StopKind.Pickup ? asked.Pickup : asked.Delivery;
        var isOwnSite = site is not null && site.Place == stop.Place;
        context.Emit(new StopServed(
            id,
            stop.Kind,
            isOwnSite ? site!.Node : -1,
            FleetPlan.At(stop.Place),
            new SimTime(arrived),
            new SimTime(began),
            isOwnSite ? Math.Max(0, began - site!.Window.Due) : 0));
        if (stop.Kind != StopKind.Pickup)
        {
            aboard.Remove(id);
            if (IsAwarded(id))
            {
                participant.Complete(context, new TaskId(id));
            }
        }

        (mode, current) = (Mode.Idle, null);
        carried = Route.Start.Load;
    }

    private void DriveHome(AgentContext context)
    {
        var start = Route.Start;
        carried = start.Load;
        BeginLeg(context, Mode.Returning, start.Place, spec.Depot, Route.LegTo(0));
        Route.StartFrom(new RouteStart(
            spec.Depot, legArrive + spec.TurnaroundMicros, LoadVector.Zero, Driven: 0, InDepot: true));
        planner.Rename();
        if (legArrive <= context.Now.Micros)
        {
            ArriveHome(context);
        }
    }

    private void ArriveHome(AgentContext context)
    {
        EndLeg(context);
        context.Emit(new TourEnded(driven));
        mode = Mode.Idle;
        SendStatus(context);
    }

    // ---- where it is ----------------------------------------------------------------------------------------------

    private bool IsMoving => mode is Mode.Driving or Mode.Returning;

    /// <summary>How far of the leg it has come at a time, millimetres.</summary>
    private long LengthAt(long now)
    {
        if (now >= legArrive || legArrive == legDepart)
        {
            return legLength;
        }

        return (long)(legLength * ((double)(now - legDepart) / (legArrive - legDepart)));
    }

    private Place PositionAt(long now)
    {
        if (!IsMoving)
        {
            return position;
        }

        if (now >= legArrive)
        {
            return legTo;
        }

        var done = (double)(now - legDepart) / (legArrive - legDepart);
        return new Place(
            legFrom.X + (done * (legTo.X - legFrom.X)), legFrom.Y + (done * (legTo.Y - legFrom.Y)));
    }

    private void PublishBody(AgentContext context)
    {
        var at = FleetPlan.At(PositionAt(context.Now.Micros));
        if (!IsMoving || legArrive <= legDepart)
        {
            context.Publish(Body.At(at));
            return;
        }

        var way = FleetPlan.At(legTo) - FleetPlan.At(legFrom);
        context.Publish(new Body(at, way * (1e6 / (legArrive - legDepart))));
    }

    private int LoadPermille()
    {
        var fullest = 0L;
        for (var d = 0; d < LoadVector.MaxDimensions; d++)
        {
            fullest = spec.Capacity[d] > 0 ? Math.Max(fullest, 1000 * carried[d] / spec.Capacity[d]) : fullest;
        }

        return (int)Math.Clamp(fullest, 0, 1000);
    }
}
