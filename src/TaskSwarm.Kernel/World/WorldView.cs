using TaskSwarm.Kernel.Agents;

namespace TaskSwarm.Kernel.World;

/// <summary>
/// The world as it was published at the start of the window. Agents read it at the same time from many threads; only
/// the kernel writes it, between windows.
/// </summary>
public sealed class WorldView
{
    private readonly WorldSpec _spec;
    private readonly Lock _gridLock = new();
    private Body[] _bodies = [];
    private bool[] _present = [];
    private int _count;
    private volatile SpatialGrid? _grid;

    /// <summary>An empty world.</summary>
    public WorldView(WorldSpec spec) => _spec = spec;

    /// <summary>How many agents the directory holds; numbers below it are valid.</summary>
    public int Count => _count;

    /// <summary>Whether an agent has a place in the world.</summary>
    public bool HasBody(AgentId agent) => (uint)agent.Index < (uint)_count && _present[agent.Index];

    /// <summary>An agent's body; the origin at rest if it has none.</summary>
    public Body BodyOf(AgentId agent) => HasBody(agent) ? _bodies[agent.Index] : default;

    /// <summary>From one point to another, the shortest way round where space wraps.</summary>
    public Vec3 Displacement(Vec3 from, Vec3 to)
    {
        Vec3 d = to - from;
        return new Vec3(Wrap(d.X, _spec.WrapX), Wrap(d.Y, _spec.WrapY), d.Z);
    }

    /// <summary>Finds all agents within a radius, in the order of their numbers.</summary>
    /// <param name="at">The centre.</param>
    /// <param name="radius">Metres, positive.</param>
    /// <param name="except">Who is left out, usually the one who senses.</param>
    /// <param name="found">Cleared, then filled.</param>
    public void Neighbours(Vec3 at, double radius, AgentId except, List<Neighbour> found)
    {
        ArgumentNullException.ThrowIfNull(found);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(radius);
        found.Clear();
        Grid(radius).Collect(at, radius, except.Index, this, found);
    }

    internal ReadOnlySpan<Body> Bodies => _bodies.AsSpan(0, _count);

    internal bool IsPresent(int index) => _present[index];

    internal void Resize(int count)
    {
        if (count > _bodies.Length)
        {
            int capacity = Math.Max(count, _bodies.Length * 2);
            Array.Resize(ref _bodies, capacity);
            Array.Resize(ref _present, capacity);
        }

        _count = count;
        _grid = null;
    }

    internal void Publish(int index, in Body body)
    {
        _bodies[index] = body;
        _present[index] = true;
        _grid = null;
    }

    internal void Remove(int index)
    {
        _present[index] = false;
        _grid = null;
    }

    private SpatialGrid Grid(double radius)
    {
        SpatialGrid? grid = _grid;
        if (grid is not null)
        {
            return grid;
        }

        // Whoever needs it first builds it; what it holds depends on the published bodies alone, and answers are put
        // in the order of numbers, so neither the builder nor its cell size can be noticed.
        lock (_gridLock)
        {
            return _grid ??= SpatialGrid.Build(this, radius, _spec);
        }
    }

    private static double Wrap(double d, double period)
    {
        if (period <= 0)
        {
            return d;
        }

        double half = period / 2;
        if (Math.Abs(d) > period + half)
        {
            return Math.IEEERemainder(d, period);
        }

        d = d > half ? d - period : d;
        return d < -half ? d + period : d;
    }
}
