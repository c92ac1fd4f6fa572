using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Events;
using TaskSwarm.Kernel.Negotiation;
using TaskSwarm.Kernel.Tasks;
using TaskSwarm.Kernel.Time;
using TaskSwarm.Scenarios.FormationFlight.Missions;

namespace TaskSwarm.Scenarios.FormationFlight.Agents;

/// <summary>
/// The ground station: announces the slots of each leg, keeps their ledger, notices lost drones by missed heartbeats,
/// and lets the formation go on to the next leg. It does not fly the formation: the leader does, and its loss leaves
/// the ledger whole.
/// </summary>
public sealed class GroundAgent : Agent, IInitiatorHost
{
    private const double Still = 0.3;
    private static readonly SimDuration TellEvery = SimDuration.FromMillis(500);
    private static readonly SimDuration GiveUpAfter = SimDuration.FromMillis(5000);

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
    private SimTime _vacantSince = SimTime.Never;
    private RouteState _route;

    /// <summary>A ground station before the first leg.</summary>
    public GroundAgent(FlightPlan plan, ContractNetOptions options, IAwardRule rule)
    {
        ArgumentNullException.ThrowIfNull(plan);
        _plan = plan;
        _contracts = new ContractNetInitiator(options, new FreeDroneRule(rule, IsFree), this);
        _holders = new AgentId[plan.Slots];
        Array.Fill(_holders, AgentId.None);
        _isInPlace = new bool[plan.Slots];
        _isUnable = new bool[plan.Drones.Count];
        _route = new RouteState(plan.Start, -1, 0);
    }

    /// <summary>A ground station that decides all slots that are called for at once together.</summary>
    public GroundAgent(FlightPlan plan, ContractNetOptions options, IBatchRule batch)
    {
        ArgumentNullException.ThrowIfNull(plan);
        _plan = plan;
        _contracts = new ContractNetInitiator(options, new FreeDroneBatch(batch, IsFree), this);
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

        context.Schedule(TellEvery, FlightWatch.Instance);
    }

    /// <inheritdoc/>
    public override void OnRestart(AgentContext context, bool restored)
    {
        _contracts.OnRestart(context);
        context.Schedule(TellEvery, FlightWatch.Instance);
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
        if (tag is not FlightWatch)
        {
            _contracts.OnTimer(context, tag);
            return;
        }

        context.Schedule(TellEvery, FlightWatch.Instance);
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
        return task with { Locations = [PlaceOf(slot)] };
    }

    /// <inheritdoc/>
    public void OnClosed(AgentContext context, TaskSpec task, TaskState final)
    {
        ArgumentNullException.ThrowIfNull(task);
        var slot = SlotTasks.SlotOf(task.Id, _plan.Slots);
        if (SlotTasks.LegOf(task.Id, _plan.Slots) == _leg)
        {
            _holders[slot] = AgentId.None;
            if (!_closing && final == TaskState.Done && slot >= _slots)
            {
                FillGap(context);
            }
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
        writer.Write(_vacantSince);
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
        _vacantSince = reader.ReadTime();
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

        CancelUnwanted(context);
        if (_closing)
        {
            return;
        }

        CloseGap(context);
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
        (_began, _arrived, _vacantSince) = (context.Now, SimTime.Never, SimTime.Never);
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
        CancelUnwanted(context);
    }

    /// <summary>A slot that is no longer wanted and that nobody holds needs no holder any more.</summary>
    private void CancelUnwanted(AgentContext context)
    {
        for (var slot = _closing ? 0 : _slots; slot < _plan.Slots; slot++)
        {
            var task = SlotTasks.IdOf(_leg, slot, _plan.Slots);
            if (_contracts.HolderOf(task) == AgentId.None)
            {
                _contracts.CancelTask(context, task, "no longer wanted, and nobody holds it");
            }
        }
    }

    /// <summary>
    /// When a slot is vacant and no spare drone is left, the formation gives up its last slot: the drone there is
    /// released, has done its task and may bid for the vacancy. If the last slot itself is the vacant one there is no
    /// gap to close; it is given up when nobody has come back to it for a while.
    /// </summary>
    private void CloseGap(AgentContext context)
    {
        var held = _holders.Take(_slots).Count(h => h != AgentId.None);
        if (held == _slots || _plan.Drones.Any(IsFree))
        {
            _vacantSince = SimTime.Never;
            return;
        }

        _vacantSince = SimTime.Min(_vacantSince, context.Now);
        var last = _slots - 1;
        if (_holders[last] != AgentId.None)
        {
            Shrink(context);
        }
        else if (held > 0 && context.Now - _vacantSince >= GiveUpAfter)
        {
            Shrink(context);
            _contracts.CancelTask(context, SlotTasks.IdOf(_leg, last, _plan.Slots), "there is no drone left for it");
        }
    }

    /// <summary>A released drone is free from now on: the first vacant slot is called for at once.</summary>
    private void FillGap(AgentContext context)
    {
        var vacant = Array.IndexOf(_holders, AgentId.None, 0, _slots);
        if (vacant >= 0)
        {
            _contracts.Reannounce(context, SlotTasks.IdOf(_leg, vacant, _plan.Slots), "a drone was released for it");
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
