using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Events;
using TaskSwarm.Kernel.Faults;
using TaskSwarm.Kernel.Metrics;
using TaskSwarm.Kernel.Runs;
using TaskSwarm.Kernel.Time;
using TaskSwarm.Kernel.World;
using TaskSwarm.Scenarios.FormationFlight.Agents;
using TaskSwarm.Scenarios.FormationFlight.Measures;
using TaskSwarm.Scenarios.FormationFlight.Shapes;

namespace TaskSwarm.Scenarios.FormationFlight.Readers;

/// <summary>
/// Reads a flight from its committed events: samples become instants of the whole swarm, from which the figures and
/// the picture are made.
/// </summary>
public sealed partial class FlightReader(FlightPlan plan) : IRunReader, IPictureSource
{
    private readonly List<(AgentId Agent, DroneSampled Sample)> _open = [];
    private readonly List<FlightInstant> _instants = [];
    private readonly List<FlockSnapshot> _flock = [];
    private readonly SortedDictionary<int, ThinnedPath> _tracks = [];
    private readonly SortedDictionary<int, DroneSampled> _last = [];
    private readonly List<Moment> _moments = [];
    private readonly List<Mark> _failures = [];
    private readonly List<SimTime> _losses = [];
    private readonly List<(int Leg, SimTime At)> _legs = [];
    private SimTime _openAt;
    private int _leg = -1;
    private int _slots;
    private int _collisions;
    private int _obstacleHits;
    private int _retired;
    private int _leaders;
    private double _metres;
    private Vec3[] _lastTargets = [];
    private DroneSampled[] _lastFlying = [];

    /// <summary>The last samples of drones in the air, in the order of their numbers.</summary>
    public IReadOnlyList<DroneSampled> LastFlying => _lastFlying;

    /// <summary>The sampled instants, in order.</summary>
    public IReadOnlyList<FlightInstant> Instants => _instants;

    /// <summary>The order parameters at those instants.</summary>
    public IReadOnlyList<FlockSnapshot> Flock => _flock;

    /// <summary>The ways of drones by their numbers, m, in the order of those; thinned out in long runs.</summary>
    public IEnumerable<(int Drone, IReadOnlyList<Vec3> Points)> Tracks =>
        _tracks.Select(static t => (t.Key, t.Value.Points));

    /// <inheritdoc/>
    public void OnEvent(in EventRecord record)
    {
        if (_open.Count > 0 && record.Time != _openAt)
        {
            CloseInstant();
        }

        switch (record.Event)
        {
            case DroneSampled sample:
                _openAt = record.Time;
                _open.Add((record.Agent, sample));
                Follow(record.Agent.Index, sample);
                break;
            case AgentCrashed when _last.ContainsKey(record.Agent.Index):
                Lose(record);
                break;
            case LegBegan began:
                (_leg, _slots) = (began.Leg, began.Slots);
                _legs.Add((began.Leg, record.Time));
                _moments.Add(new Moment(record.Time.Seconds, began.Formation));
                break;
            case FormationShrank shrank:
                _slots = shrank.Slots;
                break;
            case LeadershipTaken taken:
                _leaders++;
                _moments.Add(new Moment(record.Time.Seconds, taken.Term == 1 ? "leads" : "new leader"));
                break;
            case DronesCollided:
                _collisions++;
                break;
            case ObstacleHit:
                _obstacleHits++;
                break;
            case DroneRetired:
                _retired++;
                LoseSlot(record);
                break;
        }
    }

    /// <inheritdoc/>
    public void Report(MetricSet metrics)
    {
        ArgumentNullException.ThrowIfNull(metrics);
        if (_open.Count > 0)
        {
            CloseInstant();
        }

        FlightMetrics.Report(plan, this, metrics);
        metrics.Set("collisions", _collisions);
        metrics.Set("collisions.obstacles", _obstacleHits);
        metrics.Set("drones.retired", _retired);
        metrics.Set("formation.leaders", _leaders);
        metrics.Set("distance.km", _metres / 1000);
        metrics.Set("energy.kj", _last.Values.Sum(s => s.Energy) / 1000);
    }

    /// <summary>Seconds from each leg's start until its formation stood for the first time; legs that never stood are
    /// left out.</summary>
    public IEnumerable<double> TimesToForm() => _legs
        .Select(leg => (leg.At, Formed: FirstFormed(leg.At, leg.Leg)))
        .Where(leg => leg.Formed < SimTime.Never)
        .Select(leg => (leg.Formed - leg.At).Seconds);

    /// <summary>Seconds from each loss of a drone until the formation stood again.</summary>
    public IEnumerable<double> TimesToReform() => _losses
        .Select(at => (At: at, Formed: FirstFormed(at, null)))
        .Where(loss => loss.Formed < SimTime.Never)
        .Select(loss => (loss.Formed - loss.At).Seconds);

    /// <summary>How many slots lost their drones in flight.</summary>
    public int Losses => _losses.Count;

    /// <inheritdoc/>
    public RunPicture Picture(IReadOnlyList<string> agentNames) =>
        FlightPicture.Draw(plan, this, _moments, _failures, _lastTargets, agentNames);

    /// <summary>Whether the formation stood at an instant: every slot held, the error within tolerance.</summary>
    public bool IsFormed(in FlightInstant instant) =>
        instant.Slots > 0 && instant.Holders >= instant.Slots && instant.Error <= plan.Tolerance;

    private SimTime FirstFormed(SimTime after, int? leg)
    {
        foreach (var instant in _instants)
        {
            if (instant.At > after && (leg is null || instant.Leg == leg) && IsFormed(instant))
            {
                return instant.At;
            }
        }

        return SimTime.Never;
    }

    private void Lose(in EventRecord record)
    {
        LoseSlot(record);
        _moments.Add(new Moment(record.Time.Seconds, "crash"));
        _failures.Add(new Mark("crash", _last[record.Agent.Index].Position, MarkKind.Failure));
    }

    /// <summary>A drone without a slot leaves no gap.</summary>
    private void LoseSlot(in EventRecord record)
    {
        if (_last.TryGetValue(record.Agent.Index, out var sample) && sample.Slot >= 0 && sample.Leg == _leg)
        {
            _losses.Add(record.Time);
        }
    }

    private void Follow(int drone, DroneSampled sample)
    {
        if (_last.TryGetValue(drone, out var before))
        {
            _metres += (sample.Position - before.Position).Length;
        }
        else
        {
            _tracks.Add(drone, new ThinnedPath());
        }

        _tracks[drone].Add(sample.Position);
        _last[drone] = sample;
    }

    private void CloseInstant()
    {
        var holders = _open.Where(o => o.Sample.Slot >= 0 && o.Sample.Leg == _leg).Select(o => o.Sample).ToArray();
        Vec3[] positions = [.. holders.Select(s => s.Position)];
        Vec3[] targets = [.. holders.Select(s => s.Target)];
        if (targets.Length > 0)
        {
            _lastTargets = targets;
        }

        var flying = _open.Where(o => o.Sample.Position.Z > 0).Select(o => o.Sample).ToArray();
        _lastFlying = flying.Length > 0 ? flying : _lastFlying;
        var snapshot = FlockMeasures.Measure(
            [.. flying.Select(s => s.Position)], [.. flying.Select(s => s.Velocity)], plan.Flock, plan.Arena,
            plan.CollisionDistance);
        var near = _open.Select(o => o.Sample.Closest).Where(c => c >= 0).DefaultIfEmpty(double.NaN).Min();
        _instants.Add(new FlightInstant(
            _openAt, _leg, holders.Length, _slots, FormationError.Rms(positions, targets),
            FormationError.ShapeRms(positions, targets), snapshot.Correlation,
            flying.Length == 0 ? 0 : flying.Sum(s => s.Velocity.Length) / flying.Length, near));
        _flock.Add(snapshot);
        _open.Clear();
    }
}
