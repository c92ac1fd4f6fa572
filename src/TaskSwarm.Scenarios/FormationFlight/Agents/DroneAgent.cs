using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Events;
using TaskSwarm.Kernel.Negotiation;
using TaskSwarm.Kernel.Time;
using TaskSwarm.Kernel.World;
using TaskSwarm.Scenarios.FormationFlight.Control;

namespace TaskSwarm.Scenarios.FormationFlight.Agents;

/// <summary>
/// A drone: flies in fixed control ticks, bids for slots by what it costs to reach them, keeps the one it has won until
/// the ground station no longer wants it, and leads the formation when its turn comes.
/// </summary>
/// <remarks>After a crash it comes back hovering where it was. It keeps the slot that its checkpoint remembers until
/// the ground station answers that it is someone else's by now.</remarks>
public sealed class DroneAgent : Agent, IParticipantHost
{
    private const double LaunchShare = 0.5;

    private readonly FlightPlan _plan;
    private readonly Vec3 _pad;
    private readonly DroneBody _body;
    private readonly DronePilot _pilot;
    private readonly ContractNetParticipant _contracts;
    private bool _retired;

    /// <summary>A drone that waits on its pad.</summary>
    public DroneAgent(FlightPlan plan, ContractNetOptions options, Vec3 pad)
    {
        ArgumentNullException.ThrowIfNull(plan);
        _plan = plan;
        _pad = pad;
        _body = new DroneBody(plan);
        _pilot = new DronePilot(plan);
        _contracts = new ContractNetParticipant(options, this);
        _body.Place(pad, plan.Model.BatteryJoules);
    }

    /// <inheritdoc/>
    public override void OnStart(AgentContext context)
    {
        _body.Place(_pad, _plan.Model.BatteryJoules);
        context.Publish(Body.At(_pad));
        StartFlying(context);
        if (_plan.Law == ControlLaw.Flocking)
        {
            Launch(context);
        }
    }

    /// <inheritdoc/>
    public override void OnRestart(AgentContext context, bool restored)
    {
        var energy = restored ? _body.State.EnergyJoules : _plan.Model.BatteryJoules * 0.5;
        _body.Place(context.World.HasBody(context.Self) ? context.World.BodyOf(context.Self).Position : _pad, energy);
        _pilot.Lead.StandDown(context.Self, context.Now);
        _contracts.OnRestart(context);
        StartFlying(context);
    }

    /// <inheritdoc/>
    public override void OnMessage(AgentContext context, AgentId sender, IMessage message)
    {
        switch (message)
        {
            case MissionState mission:
                if (_pilot.Hear(mission))
                {
                    Obey(context);
                }

                break;
            case Beacon beacon:
                _pilot.Lead.Hear(sender, beacon, context.Now);
                break;
            case ConsensusState state:
                _pilot.Hear(state);
                break;
            default:
                _contracts.OnMessage(context, sender, message);
                break;
        }
    }

    /// <inheritdoc/>
    public override void OnTimer(AgentContext context, IMessage tag)
    {
        if (tag is FlightTick)
        {
            context.Schedule(_plan.Tick, FlightTick.Instance);
            Fly(context);
        }
        else if (tag is FlightWatch)
        {
            context.Schedule(_plan.BeaconEvery, FlightWatch.Instance);
            Watch(context);
        }
        else
        {
            _contracts.OnTimer(context, tag);
        }
    }

    /// <inheritdoc/>
    public BidDecision Evaluate(AgentContext context, CallForProposals call)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(call);
        if (_retired || _body.IsLow)
        {
            return BidDecision.Refuse(
                "battery low", new Shortfall(Obstacle.Range, "has too little energy left to go anywhere"));
        }

        return _contracts.Held.Count > 0
            ? BidDecision.Refuse("has a slot", new Shortfall(Obstacle.Room, "flies with another slot"))
            : BidDecision.Propose(
                BidCost.Of(_plan.Bid, _plan.Model, _body.State.Position, call.Task.Locations[0]),
                new BidTerms { Metres = (call.Task.Locations[0] - _body.State.Position).Length });
    }

    /// <inheritdoc/>
    public bool OnAwarded(AgentContext context, HeldTask held)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(held);
        if (_retired || _contracts.Held.Count > 1)
        {
            return false;
        }

        _pilot.Take(SlotTasks.LegOf(held.Task.Id, _plan.Slots), SlotTasks.SlotOf(held.Task.Id, _plan.Slots));
        _contracts.Start(context, held.Task.Id);
        return true;
    }

    /// <inheritdoc/>
    public bool OnCancelled(AgentContext context, HeldTask held, string reason)
    {
        _pilot.Drop();
        return true;
    }

    /// <inheritdoc/>
    public override void Capture(StateWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Write(_retired);
        _body.Capture(writer);
        _pilot.Capture(writer);
        _contracts.Capture(writer);
    }

    /// <inheritdoc/>
    public override void Restore(StateReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        _retired = reader.ReadBoolean();
        _body.Restore(reader);
        _pilot.Restore(reader);
        _contracts.Restore(reader);
    }

    private bool HasGround => _plan.Ground != AgentId.None;

    /// <summary>Ticks fall on whole multiples of the period for everyone, so that all drones move together.</summary>
    private void StartFlying(AgentContext context)
    {
        context.Schedule(UntilNext(context.Now, _plan.Tick), FlightTick.Instance);
        if (HasGround)
        {
            _contracts.Register(context, _plan.Ground);
            context.Schedule(UntilNext(context.Now, _plan.BeaconEvery), FlightWatch.Instance);
        }
    }

    private static SimDuration UntilNext(SimTime now, SimDuration period) =>
        new(period.Micros - (now.Micros % period.Micros));

    /// <summary>A flock starts with a small velocity in a random direction: there is no other way to choose one.
    /// </summary>
    private void Launch(AgentContext context)
    {
        var random = context.Random;
        var direction = new Vec3(random.NextUniform(-1, 1), random.NextUniform(-1, 1), 0);
        _body.Launch(direction * (_plan.Flock.FlockSpeed * LaunchShare));
    }

    private void Fly(AgentContext context)
    {
        _body.Sense(context);
        var target = _pilot.Target(context.Self, context.Now).Place;
        var waits = _body.State.Position.Z <= 0 && (_retired || (HasGround && !_pilot.HasMission));
        if (waits)
        {
            _body.Rest();
        }
        else
        {
            if (!_retired && _pilot.Lead.Leader == context.Self && _pilot.HasMission)
            {
                _pilot.LeadOn(context.Now);
            }

            _body.Move(context, _retired
                ? DronePilot.Descend(_body)
                : _pilot.Wanted(context.Self, context.Now, _body));
            TellNeighbours(context);
            RetireIfLow(context);
        }

        if (context.Now.Micros % _plan.SampleEvery.Micros == 0)
        {
            var slot = _contracts.Held.Count > 0 ? _pilot.Slot : -1;
            _body.Sample(
                context, slot >= 0 ? target : _body.State.Position, slot, slot >= 0 ? _pilot.SlotLeg : -1);
        }
    }

    private void TellNeighbours(AgentContext context)
    {
        if (_plan.Law != ControlLaw.Consensus)
        {
            return;
        }

        var state = new ConsensusState(_pilot.Slot, new Body(_body.State.Position, _body.State.Velocity));
        foreach (var neighbour in _pilot.Listeners())
        {
            context.Send(neighbour, state);
        }
    }

    private void RetireIfLow(AgentContext context)
    {
        if (_retired || !_body.IsLow)
        {
            return;
        }

        _retired = true;
        context.Emit(new DroneRetired(Math.Round(_body.State.EnergyJoules)));
        _pilot.Drop();
        foreach (var held in _contracts.Held.ToArray())
        {
            _contracts.Fail(context, held.Task.Id, "battery low");
        }
    }

    /// <summary>Beacon and report, and a look whether the leader is still there.</summary>
    private void Watch(AgentContext context)
    {
        var lead = _pilot.Lead;
        var isFit = !_retired && _contracts.Held.Count > 0 && _pilot.HasMission;
        if (isFit && lead.Leader != context.Self
            && lead.ShouldClaim(_pilot.Slot, context.Now, _plan.LeaderTimeout, _plan.BeaconEvery))
        {
            lead.Claim(context.Self, context.Now);
            context.Emit(new LeadershipTaken(lead.Term));
        }

        if (!_retired && _pilot.HasMission && lead.Leader == context.Self)
        {
            var beacon = new Beacon(
                lead.Term, lead.Route, new Body(_body.State.Position, _body.State.Velocity),
                _contracts.Held.Count > 0 ? _pilot.Slot : -1, context.Now);
            context.Broadcast([.. _plan.Drones.Where(d => d != context.Self)], beacon);
            context.Send(_plan.Ground, beacon);
        }

        var error = isFit
            ? (_pilot.Target(context.Self, context.Now).Place - _body.State.Position).Length
            : -1;
        context.Send(_plan.Ground, new StatusReport(
            error < 0 ? -1 : (int)Math.Min(1e9, Math.Round(error * 1000)), isFit ? _pilot.SlotLeg : -1, !_retired));
    }

    /// <summary>What the ground no longer wants is done.</summary>
    private void Obey(AgentContext context)
    {
        var mission = _pilot.Mission;
        foreach (var held in _contracts.Held.ToArray())
        {
            var leg = SlotTasks.LegOf(held.Task.Id, _plan.Slots);
            var slot = SlotTasks.SlotOf(held.Task.Id, _plan.Slots);
            var released = held.Task.Id.Number < mission.Released;
            var dropped = leg == mission.Leg && slot >= mission.Slots;
            if (released || dropped)
            {
                _contracts.Complete(context, held.Task.Id);
            }

            if (dropped)
            {
                _pilot.Drop();
            }
        }
    }
}
