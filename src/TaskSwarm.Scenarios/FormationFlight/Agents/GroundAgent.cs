using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Events;
using TaskSwarm.Kernel.Negotiation;
using TaskSwarm.Kernel.Tasks;
using TaskSwarm.Kernel.Time;
using TaskSwarm.Scenarios.FormationFlight.Missions;

namespace TaskSwarm.Scenarios.FormationFlight.Agents;

/// <summary>
/// The ground station: announces the slots of each leg, keeps their ledger, notices lost drones by missed heartbeats,
/// and lets the formation go on to the next leg. It does not fly the formation: the leader does, and its loss leaves the
/// ledger whole.
/// </summary>
public sealed class GroundAgent : Agent, IInitiatorHost
{
    private const double Still = 0.3;
    private static readonly SimDuration TellEvery = SimDuration.FromMillis(500);

    private readonly FlightPlan _plan;
    private readonly ContractNetInitiator _contracts;
    private readonly AgentId[] _holders;
    private readonly bool[] _isInPlace;
    private readonly bool[] _isUnable;
    private int _version;
    private int _leg = -1;
    private int _slots;
    private int _released;
    private bool _moving;
    private bool _ready;
    private bool _closing;
    private SimTime _began;
    private SimTime _arrived = SimTime.Never;
    private RouteState _route;

    /// <summary>A ground station before the first leg.</summary>
    public GroundAgent(FlightPlan plan, ContractNetOptions options)
    {
        ArgumentNullException.ThrowIfNull(plan);
        _plan = plan;
        _contracts = new ContractNetInitiator(options, new FreeDroneRule(IsFree), this);
        _holders = new AgentId[plan.Slots];
        Array.Fill(_holders, AgentId.None);
        _isInPlace = new bool[plan.Slots];
        _isUnable = new bool[plan.Drones.Count];
        _route = new RouteState(plan.Start, -1, 0);
    }

    /// <summary>The ledger must outlive a crash of the station.</summary>
    public override bool KeepsJournal => true;

    /// <inheritdoc/>
    public override void OnStart(AgentContext context)
    {
        foreach (var drone in _plan.Drones)
        {
            _contracts.Watch(context, drone);
        }

        context.Schedule(TellEvery, FlightTimer.Watch);
    }

    /// <inheritdoc/>
    public override void OnRestart(AgentContext context, bool restored)
    {
        _contracts.OnRestart(context);
        context.Schedule(TellEvery, FlightTimer.Watch);
    }

    /// <inheritdoc/>
    public override void OnMessage(AgentContext context, AgentId sender, IMessage message)
    {
        switch (message)
        {
            case StatusReport report:
                Note(sender, report);
                break;
            case Beacon beacon:
                _route = beacon.Route;
                break;
            default:
                _contracts.OnMessage(context, sender, message);
                break;
        }
    }

    /// <inheritdoc/>
    public override void OnTimer(AgentContext context, IMessage tag)
    {
        if (!ReferenceEquals(tag, FlightTimer.Watch))
        {
            _contracts.OnTimer(context, tag);
            return;
        }

        context.Schedule(TellEvery, FlightTimer.Watch);
        Proceed(context);
        Tell(context);
    }

    /// <inheritdoc/>
    public IReadOnlyList<AgentId> ParticipantsFor(AgentContext context, TaskSpec task) =>
        [.. _plan.Drones.Where(IsFree)];

    /// <inheritdoc/>
    public void OnAwarded(AgentContext context, TaskSpec task, Bid winner)
    {
        ArgumentNullException.ThrowIfNull(task);
        var slot = SlotTasks.SlotOf(task.Id, _plan.Slots);
        _holders[slot] = winner.Bidder;
        _isInPlace[slot] = false;
        _version++;
        Tell(context);
    }

    /// <inheritdoc/>
    public TaskSpec Revise(AgentContext context, TaskSpec task, AgentId lastHolder, string reason)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(task);
        var slot = SlotTasks.SlotOf(task.Id, _plan.Slots);
        _holders[slot] = AgentId.None;
        _version++;
        CloseGap(context, slot);
        return task with { Locations = [PlaceOf(slot)] };
    }

    /// <inheritdoc/>
    public void OnClosed(AgentContext context, TaskSpec task, TaskState final)
    {
        ArgumentNullException.ThrowIfNull(task);
        if (SlotTasks.LegOf(task.Id, _plan.Slots) == _leg)
        {
            _holders[SlotTasks.SlotOf(task.Id, _plan.Slots)] = AgentId.None;
        }
    }

    /// <inheritdoc/>
    public override void Capture(StateWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteList(_holders, static (w, id) => w.Write(id));
        writer.WriteList(_isInPlace, static (w, b) => w.Write(b));
        writer.WriteList(_isUnable, static (w, b) => w.Write(b));
        writer.Write(_version);
        writer.Write(_leg);
        writer.Write(_slots);
        writer.Write(_released);
        writer.Write(_moving);
        writer.Write(_ready);
        writer.Write(_closing);
        writer.Write(_began);
        writer.Write(_arrived);
        RouteCodec.Write(writer, _route);
        _contracts.Capture(writer);
    }

    /// <inheritdoc/>
    public override void Restore(StateReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        reader.ReadList(static r => r.ReadAgentId()).CopyTo(_holders);
        reader.ReadList(static r => r.ReadBoolean()).CopyTo(_isInPlace);
        reader.ReadList(static r => r.ReadBoolean()).CopyTo(_isUnable);
        _version = reader.ReadInt32();
        _leg = reader.ReadInt32();
        _slots = reader.ReadInt32();
        _released = reader.ReadInt32();
        _moving = reader.ReadBoolean();
        _ready = reader.ReadBoolean();
        _closing = reader.ReadBoolean();
        _began = reader.ReadTime();
        _arrived = reader.ReadTime();
        _route = RouteCodec.Read(reader);
        _contracts.Restore(reader);
    }

    private Leg Leg => _plan.Legs[_leg];

    private bool IsFree(AgentId drone) => IsAble(drone) && !_holders.Contains(drone);

    private bool IsAble(AgentId drone) => !_contracts.IsFailed(drone) && !_isUnable[drone.Index];

    /// <summary>The mission's next step, if it is due.</summary>
    private void Proceed(AgentContext context)
    {
        if (_leg < 0 || (_closing && _contracts.OpenCount == 0))
        {
            NextLeg(context);
            return;
        }

        if (_closing)
        {
            return;
        }

        GiveUpLastSlot(context);
        NoteReady(context);
        var passed = _route.Leg == _leg && _route.Waypoint >= Leg.Waypoints.Count
            && _route.Frame.Velocity.Length < Still;
        if (_ready && passed)
        {
            _arrived = SimTime.Min(_arrived, context.Now);
        }

        if (_arrived < SimTime.Never && context.Now - _arrived >= Leg.Hold)
        {
            CloseLeg(context);
        }
    }

    private void NextLeg(AgentContext context)
    {
        if (_leg == _plan.Legs.Count - 1)
        {
            context.FinishRun("the mission is flown");
            return;
        }

        _leg++;
        Array.Fill(_holders, AgentId.None);
        Array.Fill(_isInPlace, false);
        var able = _plan.Drones.Count(IsAble);
        _slots = Math.Clamp(able, 1, Math.Min(_plan.Slots, Leg.Formation.MostSlots));
        (_moving, _ready, _closing) = (Leg.OnTheWay, false, false);
        (_began, _arrived) = (context.Now, SimTime.Never);
        _version++;
        context.Emit(new LegBegan(_leg, Leg.Formation.Name, _slots));
        Tell(context);
        for (var slot = 0; slot < _slots; slot++)
        {
            _contracts.Announce(context, SlotTasks.Make(
                _leg, slot, _plan.Slots, Leg.Formation.Name, PlaceOf(slot), context.Now));
        }
    }

    /// <summary>The formation is ready when every slot's holder reports to be in place, or its time is over.</summary>
    private void NoteReady(AgentContext context)
    {
        if (_ready)
        {
            return;
        }

        var complete = true;
        for (var slot = 0; slot < _slots; slot++)
        {
            complete &= _holders[slot] != AgentId.None && _isInPlace[slot];
        }

        if (complete || context.Now - _began >= Leg.FormWithin)
        {
            (_ready, _moving) = (true, true);
            _version++;
            context.Emit(new FormationReady(_leg, complete));
        }
    }

    private void CloseLeg(AgentContext context)
    {
        _closing = true;
        _released = SlotTasks.IdOf(_leg + 1, 0, _plan.Slots).Number;
        _version++;
        context.Emit(new LegEnded(_leg));
        for (var slot = 0; slot < _slots; slot++)
        {
            if (_holders[slot] == AgentId.None)
            {
                _contracts.CancelTask(
                    context, SlotTasks.IdOf(_leg, slot, _plan.Slots), "nobody held it when the leg ended");
            }
        }
    }

    /// <summary>
    /// A slot is vacant. When no spare drone is left the formation gives up its last slot: the drone there is released,
    /// has done its task and may bid for the vacancy. If the last slot is the vacant one there is nothing to close.
    /// </summary>
    private void CloseGap(AgentContext context, int vacant)
    {
        var last = _slots - 1;
        if (!_closing && vacant != last && !_plan.Drones.Any(IsFree))
        {
            Shrink(context);
        }
    }

    /// <summary>A vacant last slot that no drone is left for is no longer wanted.</summary>
    private void GiveUpLastSlot(AgentContext context)
    {
        var last = _slots - 1;
        if (last >= 1 && _holders[last] == AgentId.None && !_plan.Drones.Any(IsFree))
        {
            Shrink(context);
            _contracts.CancelTask(context, SlotTasks.IdOf(_leg, last, _plan.Slots), "there is no drone left for it");
        }
    }

    private void Shrink(AgentContext context)
    {
        _slots--;
        _holders[_slots] = AgentId.None;
        _version++;
        context.Emit(new FormationShrank(_leg, _slots));
        Tell(context);
    }

    private void Note(AgentId sender, StatusReport report)
    {
        _isUnable[sender.Index] = !report.IsAble;
        var slot = Array.IndexOf(_holders, sender);
        if (slot >= 0)
        {
            _isInPlace[slot] = report.Leg == _leg && report.ErrorMillimetres >= 0
                && report.ErrorMillimetres <= _plan.Tolerance * 1000;
        }
    }

    private Kernel.World.Vec3 PlaceOf(int slot)
    {
        var formation = Leg.Formation.Make(Math.Max(_slots, slot + 1));
        return formation.Place(slot, _route.Frame.Origin, _route.Frame.Heading);
    }

    private void Tell(AgentContext context) => context.Broadcast(
        _plan.Drones, new MissionState(_version, _leg, _slots, _moving, _released, [.. _holders.Take(_slots)]));
}
