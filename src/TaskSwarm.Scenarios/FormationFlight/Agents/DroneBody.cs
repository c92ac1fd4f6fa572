using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.World;
using TaskSwarm.Scenarios.FormationFlight.Control;
using TaskSwarm.Scenarios.FormationFlight.Flight;

namespace TaskSwarm.Scenarios.FormationFlight.Agents;

/// <summary>
/// The part of a drone that flies: motion, energy, sensing of others, collision watch, samples. What velocity is
/// wanted is decided elsewhere.
/// </summary>
public sealed class DroneBody(FlightPlan plan)
{
    private readonly List<Kernel.World.Neighbour> _sensed = [];
    private readonly List<Body> _others = [];
    private List<(int Id, Vec3 Position)> _before = [];
    private List<int> _touching = [];
    private List<string> _hit = [];
    private DroneState _state;
    private double _closest = -1;

    /// <summary>Position, velocity and energy.</summary>
    public DroneState State => _state;

    /// <summary>Drones sensed in this tick, in the order of their numbers.</summary>
    public IReadOnlyList<Body> Others => _others;

    /// <summary>Whether the battery is down to its reserve.</summary>
    public bool IsLow => !plan.Ideal && _state.EnergyJoules < plan.Model.BatteryJoules * plan.Model.ReserveShare;

    /// <summary>Puts the drone somewhere at rest; a drone that comes back after a crash keeps the energy it knew of.
    /// </summary>
    public void Place(Vec3 position, double energyJoules) =>
        _state = new DroneState(position, Vec3.Zero, energyJoules);

    /// <summary>Gives the drone a velocity (m/s) to start with.</summary>
    public void Launch(Vec3 velocity) => _state = _state with { Velocity = velocity };

    /// <summary>Looks around: everyone's place is that of the last tick, one's own included.</summary>
    public void Sense(AgentContext context)
    {
        var range = plan.Law == ControlLaw.Flocking
            ? plan.Flock.CommunicationRange
            : plan.Guard?.SensingRange ?? (2 * plan.CollisionDistance);
        context.World.Neighbours(_state.Position, range, context.Self, _sensed);
        _others.Clear();
        foreach (var neighbour in _sensed)
        {
            _others.Add(new Body(_state.Position + neighbour.Offset, neighbour.Velocity));
        }

        if (plan.Guard is not null)
        {
            NoticeHalted(context);
        }

        WatchDrones(context);
        WatchObstacles(context);
    }

    /// <summary>Moves for one tick with the wanted velocity (m/s) as far as physics allows, and publishes it.</summary>
    public void Move(AgentContext context, Vec3 wanted)
    {
        var seconds = plan.Tick.Seconds;
        if (plan.Ideal)
        {
            var used = PowerModel.HoverWatts(plan.Model) * seconds;
            _state = new DroneState(
                _state.Position + (wanted * seconds), wanted, Math.Max(0, _state.EnergyJoules - used));
        }
        else
        {
            var safe = plan.Guard is null
                ? wanted
                : SeparationGuard.Filter(
                    plan.Guard, new Body(_state.Position, _state.Velocity), wanted, _others, plan.Obstacles);
            safe = safe.ClampLength(plan.Model.MaxSpeed * context.SpeedFactor);
            var command = DroneDynamics.Track(plan.Model, _state.Velocity, safe, Vec3.Zero, plan.Wind.Mean);
            var wind = plan.Wind.At(_state.Position, context.Now.Seconds);
            _state = DroneDynamics.Step(plan.Model, _state, command, wind, seconds);
        }

        context.Publish(new Body(_state.Position, _state.Velocity));
    }

    /// <summary>Waits on the ground with the rotors off.</summary>
    public void Rest()
    {
        var used = plan.Model.AvionicsWatts * plan.Tick.Seconds;
        _state = _state with { EnergyJoules = Math.Max(0, _state.EnergyJoules - used) };
    }

    /// <summary>Records the state for the readers of the run.</summary>
    public void Sample(AgentContext context, Vec3 target, int slot, int leg)
    {
        context.Emit(new DroneSampled(
            Round(_state.Position), Round(_state.Velocity), Round(target), slot, leg,
            Math.Round(plan.Model.BatteryJoules - _state.EnergyJoules, 1), Math.Round(_closest, 3)));
        _closest = -1;
    }

    /// <summary>Writes the state.</summary>
    public void Capture(StateWriter writer)
    {
        writer.Write(_state.Position);
        writer.Write(_state.Velocity);
        writer.Write(_state.EnergyJoules);
        writer.Write(_closest);
        writer.WriteList(_before, static (w, seen) =>
        {
            w.Write(seen.Id);
            w.Write(seen.Position);
        });
        writer.WriteList(_touching, static (w, id) => w.Write(id));
        writer.WriteList(_hit, static (w, name) => w.Write(name));
    }

    /// <summary>Reads the state.</summary>
    public void Restore(StateReader reader)
    {
        _state = new DroneState(reader.ReadVec3(), reader.ReadVec3(), reader.ReadDouble());
        _closest = reader.ReadDouble();
        _before = reader.ReadList(static r => (r.ReadInt32(), r.ReadVec3()));
        _touching = reader.ReadList(static r => r.ReadInt32());
        _hit = reader.ReadList(static r => r.ReadString() ?? "");
    }

    /// <summary>Millimetres decide every figure of a run, never the last bits of a double.</summary>
    private static Vec3 Round(Vec3 v) => new(Math.Round(v.X, 3), Math.Round(v.Y, 3), Math.Round(v.Z, 3));

    /// <summary>A drone whose place has not changed since the last tick hangs still, whatever velocity it told last:
    /// its computer has crashed.</summary>
    private void NoticeHalted(AgentContext context)
    {
        var now = new List<(int Id, Vec3 Position)>(_sensed.Count);
        var seen = 0;
        for (var i = 0; i < _sensed.Count; i++)
        {
            var id = _sensed[i].Id;
            now.Add((id.Index, context.World.BodyOf(id).Position));
            while (seen < _before.Count && _before[seen].Id < id.Index)
            {
                seen++;
            }

            if (seen < _before.Count && _before[seen] == now[i])
            {
                _others[i] = Body.At(_others[i].Position);
            }
        }

        _before = now;
    }

    private void WatchDrones(AgentContext context)
    {
        foreach (var neighbour in _sensed)
        {
            // Drones parked side by side on the ground are not in each other's way.
            if (_state.Position.Z <= 0 || _state.Position.Z + neighbour.Offset.Z <= 0)
            {
                continue;
            }

            var distance = neighbour.Offset.Length;
            _closest = _closest < 0 ? distance : Math.Min(_closest, distance);
            var known = _touching.IndexOf(neighbour.Id.Index);
            if (distance < plan.CollisionDistance && known < 0)
            {
                _touching.Add(neighbour.Id.Index);
                if (context.Self < neighbour.Id)
                {
                    context.Emit(new DronesCollided(neighbour.Id));
                }
            }
            else if (distance >= plan.CollisionDistance && known >= 0)
            {
                _touching.RemoveAt(known);
            }
        }
    }

    private void WatchObstacles(AgentContext context)
    {
        foreach (var obstacle in plan.Obstacles)
        {
            var inside = obstacle.Distance(_state.Position) <= 0;
            if (inside && !_hit.Contains(obstacle.Name))
            {
                _hit.Add(obstacle.Name);
                context.Emit(new ObstacleHit(obstacle.Name));
            }
            else if (!inside)
            {
                _hit.Remove(obstacle.Name);
            }
        }
    }
}
