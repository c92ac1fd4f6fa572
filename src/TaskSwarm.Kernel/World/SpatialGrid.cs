using TaskSwarm.Kernel.Agents;

namespace TaskSwarm.Kernel.World;

/// <summary>
/// A uniform grid over X and Y built by counting sort: cells hold agents in the order of their numbers. Heights are
/// compared exactly but not indexed, since swarms are wide and flat.
/// </summary>
internal sealed class SpatialGrid
{
    private const int CellsPerAgent = 4;

    private readonly double _minX;
    private readonly double _minY;
    private readonly double _cell;
    private readonly double _cellY;
    private readonly int _columns;
    private readonly int _rows;
    private readonly bool _wrapX;
    private readonly bool _wrapY;
    private readonly int[] _starts;
    private readonly int[] _agents;

    private SpatialGrid(WorldView world, double radius, WorldSpec spec)
    {
        (double minX, double maxX, double minY, double maxY, int present) = Extent(world);
        _wrapX = spec.WrapX > 0;
        _wrapY = spec.WrapY > 0;
        _minX = _wrapX ? 0 : minX;
        _minY = _wrapY ? 0 : minY;
        double width = _wrapX ? spec.WrapX : Math.Max(maxX - minX, radius);
        double height = _wrapY ? spec.WrapY : Math.Max(maxY - minY, radius);
        double budget = Math.Max(16, (double)CellsPerAgent * present);
        double cell = Math.Max(radius, Math.Sqrt(width * height / budget));
        _columns = Cells(width / cell, budget);
        _rows = Cells(height / cell, budget);

        // On a torus cells must tile the period exactly, so the two sides may differ a little.
        _cell = _wrapX ? width / _columns : cell;
        _cellY = _wrapY ? height / _rows : cell;
        _starts = new int[(_columns * _rows) + 1];
        _agents = new int[present];
        Fill(world);
    }

    public static SpatialGrid Build(WorldView world, double radius, WorldSpec spec) => new(world, radius, spec);

    public void Collect(Vec3 at, double radius, int except, WorldView world, List<Neighbour> found)
    {
        (int left, int right) = Range(at.X - _minX, radius, _cell, _columns, _wrapX);
        (int bottom, int top) = Range(at.Y - _minY, radius, _cellY, _rows, _wrapY);
        ReadOnlySpan<Body> bodies = world.Bodies;
        double squared = radius * radius;
        for (int y = bottom; y <= top; y++)
        {
            int row = (_wrapY ? Modulo(y, _rows) : y) * _columns;
            for (int x = left; x <= right; x++)
            {
                int cell = row + (_wrapX ? Modulo(x, _columns) : x);
                for (int k = _starts[cell]; k < _starts[cell + 1]; k++)
                {
                    int agent = _agents[k];
                    Vec3 offset = world.Displacement(at, bodies[agent].Position);
                    if (offset.LengthSquared <= squared && agent != except)
                    {
                        found.Add(new Neighbour(new AgentId(agent), offset, bodies[agent].Velocity));
                    }
                }
            }
        }

        SortById(found);
    }

    private static void SortById(List<Neighbour> found)
    {
        if (found.Count > 32)
        {
            found.Sort(static (a, b) => a.Id.Index.CompareTo(b.Id.Index));
            return;
        }

        Span<Neighbour> items = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(found);
        for (int i = 1; i < items.Length; i++)
        {
            Neighbour moving = items[i];
            int j = i - 1;
            for (; j >= 0 && items[j].Id.Index > moving.Id.Index; j--)
            {
                items[j + 1] = items[j];
            }

            items[j + 1] = moving;
        }
    }

    private static (double MinX, double MaxX, double MinY, double MaxY, int Present) Extent(WorldView world)
    {
        double minX = double.MaxValue, maxX = double.MinValue, minY = double.MaxValue, maxY = double.MinValue;
        int present = 0;
        ReadOnlySpan<Body> bodies = world.Bodies;
        for (int i = 0; i < bodies.Length; i++)
        {
            if (world.IsPresent(i))
            {
                Vec3 p = bodies[i].Position;
                minX = Math.Min(minX, p.X);
                maxX = Math.Max(maxX, p.X);
                minY = Math.Min(minY, p.Y);
                maxY = Math.Max(maxY, p.Y);
                present++;
            }
        }

        return present == 0 ? (0, 0, 0, 0, 0) : (minX, maxX, minY, maxY, present);
    }

    private static int Cells(double wanted, double budget) => (int)Math.Clamp(Math.Floor(wanted), 1, budget);

    private static int Modulo(int value, int period) => ((value % period) + period) % period;

    private static (int From, int To) Range(double at, double radius, double cell, int cells, bool wraps)
    {
        // The margin is far above what rounding can do at a cell's border: whom a query finds must not depend on where
        // the borders lie, since they come from whichever radius was asked for first.
        double reach = radius + (cell * 1e-6);
        double from = Math.Floor((at - reach) / cell);
        double to = Math.Floor((at + reach) / cell);
        if (!wraps)
        {
            return ((int)Math.Clamp(from, 0, cells - 1), (int)Math.Clamp(to, 0, cells - 1));
        }

        // Wide queries on a small torus would meet a cell twice.
        return to - from >= cells ? (0, cells - 1) : ((int)from, (int)to);
    }

    private void Fill(WorldView world)
    {
        ReadOnlySpan<Body> bodies = world.Bodies;
        for (int i = 0; i < bodies.Length; i++)
        {
            if (world.IsPresent(i))
            {
                _starts[CellOf(bodies[i].Position) + 1]++;
            }
        }

        for (int c = 1; c < _starts.Length; c++)
        {
            _starts[c] += _starts[c - 1];
        }

        int[] next = _starts.AsSpan(0, _starts.Length - 1).ToArray();
        for (int i = 0; i < bodies.Length; i++)
        {
            if (world.IsPresent(i))
            {
                _agents[next[CellOf(bodies[i].Position)]++] = i;
            }
        }
    }

    private int CellOf(Vec3 p)
    {
        double x = Math.Floor((p.X - _minX) / _cell);
        double y = Math.Floor((p.Y - _minY) / _cellY);
        int column = _wrapX ? Modulo((int)x, _columns) : (int)Math.Clamp(x, 0, _columns - 1);
        int row = _wrapY ? Modulo((int)y, _rows) : (int)Math.Clamp(y, 0, _rows - 1);
        return (row * _columns) + column;
    }
}
