using TaskSwarm.Kernel.Random;

namespace TaskSwarm.Allocation.Routing;

/// <summary>
/// A joint plan that is torn down in part and built up again: what has been changed since the last decision can be
/// taken back. What a route would charge for a job is remembered for as long as the route is what it was, so that a
/// step costs in the order of the routes that it changes, not of the fleet.
/// </summary>
internal sealed partial class RouteSearch
{
    private const int Nobody = -1;

    private readonly RoutingModel _model;
    private readonly RandomStream _random;
    private readonly RouteBuffer[] _routes;
    private readonly RouteBuffer[] _before;
    private readonly bool[] _touched;
    private readonly List<int> _touchedRoutes = [];
    private readonly int[] _holder;
    private readonly List<int> _active = [];
    private readonly List<int> _absent = [];
    private readonly List<int> _absentBefore = [];
    private readonly List<(int Job, int Holder)> _moved = [];
    private readonly bool[] _marked;
    private readonly int[] _movable;
    private int _versions;

    public RouteSearch(RoutingModel model, RandomStream random)
    {
        _model = model;
        _random = random;
        _routes = [.. Enumerable.Range(0, model.Vehicles).Select(v => new RouteBuffer(model, v))];
        _before = [.. Enumerable.Range(0, model.Vehicles).Select(v => new RouteBuffer(model, v))];
        _touched = new bool[model.Vehicles];
        _marked = new bool[model.Jobs];
        _holder = new int[model.Jobs];
        Array.Fill(_holder, Nobody);
        _movable = [.. Enumerable.Range(0, model.Jobs).Where(j => model.Problem.Jobs[j].Aboard < 0)];
        _quoteVersion = new int[model.Jobs][];
        _quotes = new Quote[model.Jobs][];
        _neighbours = new int[2 * model.Jobs][];
        Start();
    }

    /// <summary>Jobs that no route holds, in no particular order.</summary>
    public IReadOnlyList<int> Absent => _absent;

    /// <summary>Cost of all routes.</summary>
    public long Cost { get; private set; }

    /// <summary>Insertions into routes tried so far.</summary>
    public long Effort { get; private set; }

    /// <summary>How many jobs could change hands.</summary>
    public int Movable => _movable.Length;

    /// <summary>Vehicles that have stops or are on their way.</summary>
    public IReadOnlyList<int> Active => _active;

    public RouteBuffer Route(int vehicle) => _routes[vehicle];

    /// <summary>The routes, to come back to by <see cref="Load"/>.</summary>
    public int[][] Save() => [.. _routes.Select(r => r.ToNodes())];

    /// <summary>Replaces the whole plan.</summary>
    public void Load(int[][] plan)
    {
        Array.Fill(_holder, Nobody);
        for (int v = 0; v < plan.Length; v++)
        {
            _routes[v].Set(plan[v]);
            _routes[v].Version = ++_versions;
            foreach (int node in plan[v])
            {
                _holder[node >> 1] = v;
            }
        }

        Settle();
        Array.Clear(_touched);
        _touchedRoutes.Clear();
        _moved.Clear();
    }

    /// <summary>What has been changed since the last decision stays.</summary>
    public void Keep()
    {
        foreach (int v in _touchedRoutes)
        {
            _touched[v] = false;
        }

        _touchedRoutes.Clear();
        _moved.Clear();
        _absentBefore.Clear();
        _absentBefore.AddRange(_absent);
    }

    /// <summary>Everything is as it was at the last decision.</summary>
    public void Undo()
    {
        foreach (int v in _touchedRoutes)
        {
            Cost += _before[v].Cost - _routes[v].Cost;
            (_routes[v], _before[v]) = (_before[v], _routes[v]);
            NoteActive(v);
            _touched[v] = false;
        }

        for (int m = _moved.Count - 1; m >= 0; m--)
        {
            _holder[_moved[m].Job] = _moved[m].Holder;
        }

        _touchedRoutes.Clear();
        _moved.Clear();
        _absent.Clear();
        _absent.AddRange(_absentBefore);
    }

    /// <summary>Takes all movable jobs of a route out.</summary>
    public void Empty(int vehicle)
    {
        for (int k = 1; k <= _routes[vehicle].Count; k++)
        {
            Mark(_routes[vehicle].NodeAt(k) >> 1);
        }

        TakeOutMarked(vehicle);
    }

    /// <summary>Whether a route holds nothing that must stay with its vehicle.</summary>
    public bool CanBeEmptied(int vehicle) =>
        _model.Problem.Vehicles[vehicle].IsHome && _routes[vehicle].Count > 0
        && !_routes[vehicle].ToNodes().Any(n => _model.Problem.Jobs[n >> 1].Aboard >= 0);

    /// <summary>Begins with the routes that the vehicles have, as far as they can be kept.</summary>
    private void Start()
    {
        for (int v = 0; v < _model.Vehicles; v++)
        {
            RouteBuffer route = _routes[v];
            int[] nodes = [.. _model.Problem.Vehicles[v].Route
                .Where(r => r.IsDelivery || _model.IsFetched(r.Job, v))
                .Select(r => (2 * r.Job) + (r.IsDelivery ? 1 : 0))];
            route.Set(nodes);
            if (!route.IsFeasible && nodes.Any(n => _model.Problem.Jobs[n >> 1].Aboard < 0))
            {
                nodes = [.. nodes.Where(n => _model.Problem.Jobs[n >> 1].Aboard >= 0)];
                route.Set(nodes);
            }

            if (!route.IsFeasible)
            {
                route.AllowLateness();
            }
        }

        Load(Save());
    }

    private void Settle()
    {
        Cost = _routes.Sum(r => r.Cost);
        _active.Clear();
        _active.AddRange(Enumerable.Range(0, _model.Vehicles).Where(v => !_routes[v].IsIdle));
        _absent.Clear();
        _absent.AddRange(_movable.Where(j => _holder[j] == Nobody));
        _absentBefore.Clear();
        _absentBefore.AddRange(_absent);
    }

    private void Touch(int vehicle)
    {
        if (!_touched[vehicle])
        {
            _touched[vehicle] = true;
            _touchedRoutes.Add(vehicle);
            _before[vehicle].CopyFrom(_routes[vehicle]);
        }
    }

    private void Changed(int vehicle, long costBefore)
    {
        Cost += _routes[vehicle].Cost - costBefore;
        _routes[vehicle].Version = ++_versions;
        NoteActive(vehicle);
    }

    private void NoteActive(int vehicle)
    {
        int at = _active.BinarySearch(vehicle);
        if (_routes[vehicle].IsIdle && at >= 0)
        {
            _active.RemoveAt(at);
        }
        else if (!_routes[vehicle].IsIdle && at < 0)
        {
            _active.Insert(~at, vehicle);
        }
    }

    private void Mark(int job)
    {
        if (!_marked[job] && _model.Problem.Jobs[job].Aboard < 0)
        {
            _marked[job] = true;
            _out.Add(job);
        }
    }

    /// <summary>Takes the marked jobs out of their route; they are absent until they are put back.</summary>
    private void TakeOutMarked(int vehicle)
    {
        if (_out.Count == 0)
        {
            return;
        }

        Touch(vehicle);
        long cost = _routes[vehicle].Cost;
        _routes[vehicle].RemoveMarked(_marked);
        Changed(vehicle, cost);
        foreach (int job in _out)
        {
            _marked[job] = false;
            _moved.Add((job, vehicle));
            _holder[job] = Nobody;
            _absent.Add(job);
        }

        _out.Clear();
    }

    private void PutIn(int job, int vehicle, Quote quote)
    {
        Touch(vehicle);
        long cost = _routes[vehicle].Cost;
        _routes[vehicle].Insert(job, quote);
        Changed(vehicle, cost);
        _moved.Add((job, Nobody));
        _holder[job] = vehicle;
    }
}
