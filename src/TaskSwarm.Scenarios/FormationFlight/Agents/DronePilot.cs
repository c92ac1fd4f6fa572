using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Time;
using TaskSwarm.Kernel.World;
using TaskSwarm.Scenarios.FormationFlight.Control;
using TaskSwarm.Scenarios.FormationFlight.Flight;
using TaskSwarm.Scenarios.FormationFlight.Missions;
using TaskSwarm.Scenarios.FormationFlight.Shapes;

namespace TaskSwarm.Scenarios.FormationFlight.Agents;

/// <summary>
/// Decides where a drone wants to go: what it knows of mission, leader and neighbours, and the control law.
/// </summary>
public sealed class DronePilot
{
    private const double DescentSpeed = 2;
    private const double ReserveGap = 15;
    private const double ReserveSpacing = 6;
    private const double ReserveRise = 6;

    private readonly FlightPlan _plan;
    private readonly SortedDictionary<int, Body> _heard = [];
    private readonly List<Vec3> _agreement = [];
    private Formation? _formation;
    private (int Leg, int Slots) _formationOf;

    /// <summary>A drone that knows the plan and nothing else.</summary>
    public DronePilot(FlightPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        _plan = plan;
        Lead = new Leadership(plan.Start);
    }

    /// <summary>The mission as last heard from the ground.</summary>
    public MissionState Mission { get; private set; } = new(0, -1, 0, false, 0, []);

    /// <summary>Who leads and where the formation is.</summary>
    public Leadership Lead { get; }

    /// <summary>The own slot; -1 without one.</summary>
    public int Slot { get; private set; } = -1;

    /// <summary>The leg for which the own slot was won.</summary>
    public int SlotLeg { get; private set; } = -1;

    /// <summary>Whether there is a mission to fly.</summary>
    public bool HasMission => Mission.Leg >= 0;

    /// <summary>Takes a slot.</summary>
    public void Take(int leg, int slot) => (SlotLeg, Slot) = (leg, slot);

    /// <summary>Gives the slot up.</summary>
    public void Drop() => Slot = -1;

    /// <summary>Takes the ground's word in; false if it is older than what is known.</summary>
    public bool Hear(MissionState mission)
    {
        if (mission.Version <= Mission.Version)
        {
            return false;
        }

        if (mission.Leg != Mission.Leg)
        {
            _heard.Clear();
        }

        Mission = mission;
        return true;
    }

    /// <summary>Takes a neighbour's word in.</summary>
    public void Hear(ConsensusState state) => _heard[state.Slot] = state.Body;

    /// <summary>The neighbours in the graph of consensus, by slot; only those that hold one.</summary>
    public IEnumerable<AgentId> Listeners()
    {
        if (_plan.Graph is null || Slot < 0 || SlotLeg != Mission.Leg)
        {
            yield break;
        }

        foreach (var neighbour in _plan.Graph.Neighbours(Slot))
        {
            if (neighbour < Mission.Holders.Length && Mission.Holders[neighbour] != AgentId.None)
            {
                yield return Mission.Holders[neighbour];
            }
        }
    }

    /// <summary>The formation of the leg, with as many slots as there are.</summary>
    public Formation FormationOf(int leg, int slots)
    {
        if (_formation is null || _formationOf != (leg, slots))
        {
            _formation = _plan.Legs[leg].Formation.Make(slots);
            _formationOf = (leg, slots);
        }

        return _formation;
    }

    /// <summary>Where the drone should be now, and how that point moves: its slot, or a place in reserve.</summary>
    public (Vec3 Place, Vec3 Velocity) Target(AgentId self, SimTime now)
    {
        var frame = Lead.FrameAt(now);
        var offset = OwnOffset(self);
        return (frame.Place(offset), frame.VelocityAt(offset));
    }

    /// <summary>The velocity that the control law wants, m/s.</summary>
    public Vec3 Wanted(AgentId self, SimTime now, DroneBody body)
    {
        var frame = Lead.FrameAt(now);
        var offset = OwnOffset(self);
        var position = body.State.Position;
        return _plan.Law switch
        {
            ControlLaw.Flocking => Flock(body),
            ControlLaw.Consensus when Slot >= 0 => Agree(position, frame, offset),
            ControlLaw.LeaderFollower when Slot >= 0 && Lead.Leader != self && Lead.Term > 0 && Lead.LeaderSlot >= 0 =>
                FollowLeader(position, now, frame, offset),
            _ => VirtualStructureLaw.DesiredVelocity(position, frame, offset, _plan.Gain, _plan.Deceleration),
        };
    }

    /// <summary>The velocity of a drone that lands where it is, m/s.</summary>
    public static Vec3 Descend(DroneBody body) =>
        new(0, 0, -Math.Min(DescentSpeed, 0.3 + (0.5 * body.State.Position.Z)));

    /// <summary>Moves the formation's frame for one tick, as its leader.</summary>
    public void LeadOn(SimTime now)
    {
        var route = Lead.Route;
        if (route.Leg != Mission.Leg)
        {
            route = new RouteState(route.Frame, Mission.Leg, 0);
        }

        var formation = FormationOf(Mission.Leg, Math.Max(1, Mission.Slots));
        var reach = formation.Offsets.Max(o => o.Length);
        // A new leader's first step spans the time since the last beacon at most: Claim has moved the frame to now.
        var seconds = Math.Min(Lead.Age(now), 2 * _plan.Tick.Seconds);
        Lead.Lead(RoutePlanner.Advance(route, _plan.Legs[Mission.Leg], Mission.Moving, reach, seconds), now);
    }

    /// <summary>Writes the state.</summary>
    public void Capture(StateWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Write(Mission.Version);
        writer.Write(Mission.Leg);
        writer.Write(Mission.Slots);
        writer.Write(Mission.Moving);
        writer.Write(Mission.Released);
        writer.WriteList(Mission.Holders, static (w, id) => w.Write(id));
        writer.Write(Slot);
        writer.Write(SlotLeg);
        writer.WriteList(_heard, static (w, pair) =>
        {
            w.Write(pair.Key);
            w.Write(pair.Value);
        });
        Lead.Capture(writer);
    }

    /// <summary>Reads the state.</summary>
    public void Restore(StateReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        Mission = new MissionState(
            reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32(), reader.ReadBoolean(), reader.ReadInt32(),
            [.. reader.ReadList(static r => r.ReadAgentId())]);
        Slot = reader.ReadInt32();
        SlotLeg = reader.ReadInt32();
        _heard.Clear();
        foreach (var (slot, body) in reader.ReadList(static r => (r.ReadInt32(), r.ReadBody())))
        {
            _heard[slot] = body;
        }

        Lead.Restore(reader);
    }

    private Vec3 OwnOffset(AgentId self)
    {
        if (!HasMission)
        {
            return Vec3.Zero;
        }

        if (Slot >= 0 && SlotLeg < Mission.Leg)
        {
            // The last leg's slot, until the new leg's are awarded: no one leaves a place before it has another.
            var last = FormationOf(SlotLeg, Math.Max(Slot + 1, Mission.Slots));
            return last.Offsets[Math.Min(Slot, last.Count - 1)];
        }

        var formation = FormationOf(Mission.Leg, Math.Max(1, Mission.Slots));
        return Slot >= 0 && Slot < formation.Count ? formation.Offsets[Slot] : Reserve(self, formation);
    }

    /// <summary>Spare drones fly behind and above the formation, each in its own place.</summary>
    private Vec3 Reserve(AgentId self, Formation formation)
    {
        var rear = formation.Offsets.Min(o => o.X);
        var rank = 0;
        foreach (var drone in _plan.Drones)
        {
            if (drone == self)
            {
                break;
            }

            rank += Mission.Holders.Contains(drone) ? 0 : 1;
        }

        return new Vec3(rear - ReserveGap - (ReserveSpacing * rank), 0, ReserveRise);
    }

    private Vec3 FollowLeader(Vec3 position, SimTime now, Reference frame, Vec3 offset)
    {
        var formation = FormationOf(Mission.Leg, Math.Max(1, Mission.Slots));
        var leaderOffset = formation.Offsets[Math.Clamp(Lead.LeaderSlot, 0, formation.Count - 1)];
        var displacement = VectorMath.Turn(offset - leaderOffset, frame.Heading);
        var body = Lead.LeaderBody;
        var arm = displacement * frame.TurnRate;
        var turning = new Vec3(-arm.Y, arm.X, 0);
        var leader = new Body(body.Position + (body.Velocity * Lead.Age(now)), body.Velocity + turning);
        return LeaderFollowerLaw.DesiredVelocity(position, leader, displacement, _plan.Gain, _plan.Deceleration);
    }

    private Vec3 Agree(Vec3 position, Reference frame, Vec3 offset)
    {
        _agreement.Clear();
        var formation = FormationOf(SlotLeg, Math.Max(1, Mission.Slots));
        foreach (var (slot, body) in _heard)
        {
            if (slot < formation.Count)
            {
                _agreement.Add(body.Position - VectorMath.Turn(formation.Offsets[slot], frame.Heading));
            }
        }

        var own = position - VectorMath.Turn(offset, frame.Heading);
        var pin = Lead.Term > 0 ? _plan.Pin : 0;
        return ConsensusLaw.Tracking(own, _agreement, frame, frame.VelocityAt(offset), _plan.Gain, pin);
    }

    private Vec3 Flock(DroneBody body)
    {
        var self = new Body(body.State.Position, body.State.Velocity);
        var wanted = FlockingLaw.DesiredVelocity(_plan.Flock, self, body.Others, _plan.Arena, _plan.Obstacles);
        var climb = Math.Clamp(_plan.FlockHeight - body.State.Position.Z, -1, 1);
        return new Vec3(wanted.X, wanted.Y, climb);
    }
}
