using TaskSwarm.Kernel.Agents;
using TaskSwarm.Scenarios.Logistics.Routing;
using TaskSwarm.Scenarios.Logistics.Runs;

namespace TaskSwarm.Scenarios.Logistics.Agents;

/// <content>Slow-downs, lateness, breakdowns and repairs, and the state that survives them.</content>
public sealed partial class VehicleAgent
{
    /// <summary>An open round is ended on the vehicle's own account after so many reply times.</summary>
    private const int LapseFactor = 12;

    private bool awaitsClearance;
    private long lastFix;
    private long roundOpened;

    /// <inheritdoc/>
    public override void OnSpeedChanged(AgentContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        lastFix = context.Now.Micros;
        planner.AbandonRound();
        AdvanceTo(context.Now.Micros);
        var pace = (long)Math.Ceiling(spec.PaceNanos / context.SpeedFactor);
        Route.Retime(Route.Vehicle with { PaceNanos = Math.Max(1, pace) });
        planner.Rename();
        if (IsMoving)
        {
            DriveOnFromHere(context);
        }

        GiveUpWhatIsLate(context);
        GoOn(context);
    }

    /// <summary>The leg is cut where the vehicle is, and goes on from there at the new speed.</summary>
    private void DriveOnFromHere(AgentContext context)
    {
        var left = legLength - LengthAt(context.Now.Micros);
        var (driving, target) = (mode, legTo);
        EndLeg(context);
        BeginLeg(context, driving, position, target, left);
        var start = Route.Start;
        var time = driving == Mode.Returning
            ? legArrive + spec.TurnaroundMicros
            : Math.Max(legArrive, current!.Value.Window.Ready) + current.Value.ServiceMicros;
        Route.StartFrom(start with { Time = time });
        planner.Rename();
    }

    /// <summary>
    /// Gives up requests that have become impossible to serve in time, the last ones before the first late stop first;
    /// others may still manage. What is aboard, or about to be, is brought late rather than never.
    /// </summary>
    private void GiveUpWhatIsLate(AgentContext context)
    {
        int late;
        while ((late = Route.FirstLate()) >= 0)
        {
            var victim = -1;
            for (var k = Math.Min(late, Route.Count - 1); k >= 0 && victim < 0; k--)
            {
                var id = Route.Stops[k].Request.Id;
                victim = aboard.Contains(id) || IsUnderWayTo(id) ? -1 : id;
            }

            if (victim < 0)
            {
                Route.AllowLateness();
                break;
            }

            Route.Remove(victim);
            FailTask(context, victim, "cannot keep its time window");
        }

        planner.Rename();
    }

    private bool IsUnderWayTo(int request) =>
        current is { Kind: StopKind.Pickup } stop && stop.Request.Id == request && mode is Mode.Driving or Mode.Waiting;

    /// <summary>The load of the stop it is driving to is no longer its own: it goes there in vain.</summary>
    private void VoidCurrentStop()
    {
        isVoid = true;
        var start = Route.Start;
        Route.StartFrom(start with
        {
            Time = mode == Mode.Waiting ? arrived : legArrive,
            Load = start.Load - current!.Value.Change,
        });
        if (mode == Mode.Waiting)
        {
            (mode, current) = (Mode.Idle, null);
        }
    }

    /// <inheritdoc/>
    public override void OnRestart(AgentContext context, bool restored)
    {
        ArgumentNullException.ThrowIfNull(context);
        planner.AbandonRound();
        (wakeAt, confirmBy) = (NotSet, NotSet);
        if (mode == Mode.Serving && current!.Value.Kind == StopKind.Pickup)
        {
            EndService(context);
        }

        StandWhereItBrokeDown(context);
        participant.OnRestart(context);
        foreach (var held in participant.Held.Where(h => !aboard.Contains(h.Task.Id.Number)).ToArray())
        {
            participant.Fail(context, held.Task.Id, "broke down");
        }

        lastFix = context.Now.Micros;
        awaitsClearance = aboard.Count > 0;
        if (awaitsClearance)
        {
            context.Emit(new BrokeDownOnTour(FleetPlan.At(position), aboard.Count));
            AskForClearance(context);
        }

        SendStatus(context);
        GoOn(context);
    }

    /// <summary>
    /// The vehicle came no further than where it was last known to be. What is left of its route are the deliveries of
    /// what is aboard; an interrupted delivery is done again, an interrupted pickup counts as done.
    /// </summary>
    private void StandWhereItBrokeDown(AgentContext context)
    {
        var now = context.Now.Micros;
        var wasInDepot = IsInDepot;
        var open = Route.Stops.Where(s => aboard.Contains(s.Request.Id) && s.Kind != StopKind.Pickup).ToList();
        if (current is { } stop && aboard.Contains(stop.Request.Id) && stop.Kind != StopKind.Pickup)
        {
            open.Insert(0, stop);
        }

        if (IsMoving)
        {
            var length = LengthAt(lastFix);
            position = PositionAt(lastFix);
            context.Emit(new LegDriven(
                FleetPlan.At(legFrom), FleetPlan.At(position), new(legDepart), length, LoadPermille()));
            driven += length;
        }

        var load = LoadVector.Zero;
        foreach (var left in open)
        {
            load -= left.Change;
        }

        var start = wasInDepot
            ? Route.StartInDepot(spec, Math.Max(now, Route.Start.Time))
            : new RouteStart(position, now, load, driven, InDepot: false);
        (mode, current, carried) = (Mode.Idle, null, load);
        Route.Retime(spec with { PaceNanos = Route.Vehicle.PaceNanos });
        Route.Reset(start, open);
        Route.AllowLateness();
        planner.Rename();
        context.Publish(Kernel.World.Body.At(FleetPlan.At(position)));
    }

    private void AskForClearance(AgentContext context) =>
        context.Send(FleetDirectory.Dispatcher, new VehicleRepaired(position, Loads()));

    private void Resume(AgentContext context, ResumeTour resume)
    {
        if (!awaitsClearance)
        {
            return;
        }

        foreach (var id in resume.Fetched)
        {
            Part(context, id);
        }

        foreach (var load in Loads())
        {
            if (!resume.Kept.Contains(load))
            {
                return; // The award is still on its way, or was lost; the next question brings it again.
            }
        }

        awaitsClearance = false;
        Route.StartFrom(Route.Start with { Time = Math.Max(Route.Start.Time, context.Now.Micros) });
        Route.AllowLateness();
        planner.Rename();
        SendStatus(context);
    }

    /// <summary>
    /// A load has come aboard another vehicle: its delivery is dropped. One that is being handed over at this moment
    /// stays.
    /// </summary>
    private void Part(AgentContext context, int id)
    {
        if (mode == Mode.Serving && current!.Value.Request.Id == id)
        {
            return;
        }

        if (aboard.Remove(id))
        {
            planner.AbandonRound();
            if (mode is Mode.Driving or Mode.Waiting && current!.Value.Request.Id == id)
            {
                VoidCurrentStop();
            }

            carried -= plan.Requests[id].Load;
            Route.StartFrom(Route.Start with { Load = Route.Start.Load - plan.Requests[id].Load });
            Route.Remove(id);
            planner.Rename();
        }

        FailTask(context, id, "another has the load");
    }

    /// <summary>With each heartbeat the position is fixed anew, and an unanswered question is asked again.</summary>
    private void Beat(AgentContext context)
    {
        if (planner.OpenRound != 0
            && context.Now.Micros - roundOpened >= LapseFactor * plan.ContractNet.ReplyWithin.Micros)
        {
            // The outcome never came: as before is safe, since awards and cancellations tell what was kept.
            planner.AbandonRound();
        }

        if (awaitsClearance)
        {
            AskForClearance(context);
        }
        else if (!IsInDepot)
        {
            PublishBody(context);
            SendStatus(context);
        }
    }

    /// <inheritdoc/>
    public override void Capture(StateWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        planner.Capture(writer);
        participant.Capture(writer);
        writer.WriteList(aboard, static (w, id) => w.Write(id));
        writer.Write((int)mode);
        RoutingCodec.Write(writer, position);
        RoutingCodec.Write(writer, legFrom);
        RoutingCodec.Write(writer, legTo);
        foreach (var number in new[]
        {
            legDepart, legArrive, legLength, driven, arrived, began, wakeNumber, wakeAt, confirmBy, lastFix,
            roundOpened, carried.A, carried.B, carried.C, carried.D,
        })
        {
            writer.Write(number);
        }

        writer.Write(isVoid);
        writer.Write(awaitsClearance);
        writer.Write(current is not null);
        if (current is { } stop)
        {
            RoutingCodec.Write(writer, stop);
        }
    }

    /// <inheritdoc/>
    public override void Restore(StateReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        planner.Restore(reader);
        participant.Restore(reader);
        aboard.Clear();
        aboard.UnionWith(reader.ReadList(static r => r.ReadInt32()));
        mode = (Mode)reader.ReadInt32();
        position = RoutingCodec.ReadPlace(reader);
        legFrom = RoutingCodec.ReadPlace(reader);
        legTo = RoutingCodec.ReadPlace(reader);
        (legDepart, legArrive, legLength) = (reader.ReadInt64(), reader.ReadInt64(), reader.ReadInt64());
        (driven, arrived, began) = (reader.ReadInt64(), reader.ReadInt64(), reader.ReadInt64());
        (wakeNumber, wakeAt) = ((int)reader.ReadInt64(), reader.ReadInt64());
        (confirmBy, lastFix, roundOpened) = (reader.ReadInt64(), reader.ReadInt64(), reader.ReadInt64());
        carried = new LoadVector(reader.ReadInt64(), reader.ReadInt64(), reader.ReadInt64(), reader.ReadInt64());
        (isVoid, awaitsClearance) = (reader.ReadBoolean(), reader.ReadBoolean());
        current = reader.ReadBoolean() ? RoutingCodec.ReadStop(reader) : null;
    }
}
