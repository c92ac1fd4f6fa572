using TaskSwarm.Kernel.Allocation;

namespace TaskSwarm.Allocation.Routing;

/// <summary>
/// One vehicle's route under construction. For every stop the earliest leaving and the latest begin that keeps the rest
/// feasible (forward time slack; Savelsbergh, ORSA J. Computing 4, 1992) are known, so that an insertion is checked in
/// constant time. Index 0 is the start, 1 to <see cref="Count"/> are the stops, Count + 1 is home.
/// </summary>
internal sealed partial class RouteBuffer
{
    private readonly RoutingModel _model;
    private readonly RoutingVehicle _vehicle;
    private readonly long[] _ways;
    private readonly int _dimensions;
    private int[] _node = new int[16];
    private int[] _at = new int[16];
    private long[] _leg = new long[16];
    private long[] _legTime = new long[16];
    private long[] _leave = new long[16];
    private long[] _latest = new long[16];
    private long[] _ready = new long[16];
    private long[] _service = new long[16];
    private long[] _load;

    public RouteBuffer(RoutingModel model, int vehicle)
    {
        _model = model;
        Vehicle = vehicle;
        _vehicle = model.Problem.Vehicles[vehicle];
        _ways = model.Ways[_vehicle.Class];
        _dimensions = model.Dimensions;
        _load = new long[16 * _dimensions];
        Reschedule();
    }

    public int Vehicle { get; }

    /// <summary>How many stops there are.</summary>
    public int Count { get; private set; }

    public long Length { get; private set; }

    public long Cost { get; private set; }

    /// <summary>Names the state: the same number, the same stops.</summary>
    public int Version { get; set; }

    public bool IsFeasible { get; private set; }

    /// <summary>Whether nobody has left home and nobody will.</summary>
    public bool IsIdle => Count == 0 && _vehicle.IsHome;

    /// <summary>The node of a stop, counted from 1.</summary>
    public int NodeAt(int stop) => _node[stop];

    /// <summary>Where a node is among the stops, or 0.</summary>
    public int IndexOf(int node)
    {
        int index = Array.IndexOf(_node, node, 1, Count);
        return index < 0 ? 0 : index;
    }

    public void CopyFrom(RouteBuffer other)
    {
        Grow(other.Count + 2);
        int n = other.Count + 2;
        Array.Copy(other._node, _node, n);
        Array.Copy(other._at, _at, n);
        Array.Copy(other._leg, _leg, n);
        Array.Copy(other._legTime, _legTime, n);
        Array.Copy(other._leave, _leave, n);
        Array.Copy(other._latest, _latest, n);
        Array.Copy(other._ready, _ready, n);
        Array.Copy(other._service, _service, n);
        Array.Copy(other._load, _load, n * _dimensions);
        (Count, Length, Cost) = (other.Count, other.Length, other.Cost);
        (Version, IsFeasible) = (other.Version, other.IsFeasible);
    }

    /// <summary>Replaces all stops.</summary>
    public void Set(ReadOnlySpan<int> nodes)
    {
        Grow(nodes.Length + 2);
        for (int k = 0; k < nodes.Length; k++)
        {
            Put(k + 1, nodes[k]);
        }

        Count = nodes.Length;
        Reschedule();
    }

    public int[] ToNodes() => _node[1..(Count + 1)];

    public void Insert(int job, Quote quote)
    {
        bool fetches = _model.IsFetched(job, Vehicle);
        Grow(Count + 4);
        Shift(quote.Delivery, (2 * job) + 1);
        if (fetches)
        {
            Shift(quote.Pickup, 2 * job);
        }

        Reschedule();
    }

    /// <summary>Takes out all nodes of the jobs that are marked.</summary>
    public void RemoveMarked(bool[] marked)
    {
        int kept = 0;
        for (int k = 1; k <= Count; k++)
        {
            if (!marked[_node[k] >> 1])
            {
                kept++;
                (_node[kept], _at[kept]) = (_node[k], _at[k]);
                (_ready[kept], _service[kept]) = (_ready[k], _service[k]);
            }
        }

        Count = kept;
        Reschedule();
    }

    /// <summary>Late is better than never for what is aboard: windows and working time give way to the schedule.
    /// </summary>
    public void AllowLateness()
    {
        for (int k = 1; k <= Count; k++)
        {
            int node = _node[k];
            _model.Due[node] = Math.Max(_model.Due[node], _leave[k] - _service[k]);
        }

        _model.Until[Vehicle] = Math.Max(_model.Until[Vehicle], _leave[Count] + _legTime[Count + 1]);
        Reschedule();
    }

    private void Shift(int behind, int node)
    {
        int count = Count - behind;
        Array.Copy(_node, behind + 1, _node, behind + 2, count);
        Array.Copy(_at, behind + 1, _at, behind + 2, count);
        Array.Copy(_ready, behind + 1, _ready, behind + 2, count);
        Array.Copy(_service, behind + 1, _service, behind + 2, count);
        Put(behind + 1, node);
        Count++;
    }

    private void Put(int stop, int node)
    {
        _node[stop] = node;
        _at[stop] = _model.At[node] == RoutingModel.AtHome ? _vehicle.Home : _model.At[node];
        _ready[stop] = _model.Ready[node];
        _service[stop] = _model.Service[node];
    }

    private long TimeFor(long length) => ((length * _vehicle.PaceNanos) + 999) / 1000;

    private void Reschedule()
    {
        int n = Count;
        _at[0] = _vehicle.Start;
        _at[n + 1] = _vehicle.Home;
        _leave[0] = _vehicle.From;
        Length = 0;
        bool feasible = LoadUp();
        for (int k = 1; k <= n; k++)
        {
            int node = _node[k];
            long leg = _ways[(_at[k - 1] * _model.Places) + _at[k]];
            _leg[k] = leg;
            _legTime[k] = TimeFor(leg);
            Length += leg;
            long begin = Math.Max(_leave[k - 1] + _legTime[k], _ready[k]);
            _leave[k] = begin + _service[k];
            feasible &= begin <= _model.Due[node];
        }

        _leg[n + 1] = _ways[(_at[n] * _model.Places) + _at[n + 1]];
        _legTime[n + 1] = TimeFor(_leg[n + 1]);
        Length += _leg[n + 1];
        feasible &= _leave[n] + _legTime[n + 1] <= _model.Until[Vehicle] && Length <= _vehicle.LengthLeft;
        _latest[n + 1] = _model.Until[Vehicle];
        for (int k = n; k > 0; k--)
        {
            _latest[k] = Math.Min(_model.Due[_node[k]], _latest[k + 1] - _legTime[k + 1] - _service[k]);
        }

        IsFeasible = feasible;
        Cost = IsIdle ? 0 : (Length * _vehicle.CostPerLength) + _vehicle.FixedCost;
    }

    private bool LoadUp()
    {
        bool feasible = true;
        for (int d = 0; d < _dimensions; d++)
        {
            long load = _vehicle.Load[d];
            for (int k = 1; k <= Count; k++)
            {
                load += IsFromHome(_node[k]) ? _model.Load[((_node[k] >> 1) * _dimensions) + d] : 0;
            }

            _load[d] = load;
            feasible &= load <= _vehicle.Capacity[d];
            for (int k = 1; k <= Count; k++)
            {
                long change = _model.Load[((_node[k] >> 1) * _dimensions) + d];
                load += (_node[k] & 1) == 0 ? change : -change;
                _load[(k * _dimensions) + d] = load;
                feasible &= load <= _vehicle.Capacity[d] && load >= 0;
            }
        }

        return feasible;
    }

    private bool IsFromHome(int node) => _vehicle.IsHome && (node & 1) == 1
        && _model.At[node - 1] == RoutingModel.AtHome && _model.Problem.Jobs[node >> 1].Aboard < 0;

    private void Grow(int size)
    {
        if (_node.Length >= size)
        {
            return;
        }

        int capacity = Math.Max(size, 2 * _node.Length);
        Array.Resize(ref _node, capacity);
        Array.Resize(ref _at, capacity);
        Array.Resize(ref _leg, capacity);
        Array.Resize(ref _legTime, capacity);
        Array.Resize(ref _leave, capacity);
        Array.Resize(ref _latest, capacity);
        Array.Resize(ref _ready, capacity);
        Array.Resize(ref _service, capacity);
        Array.Resize(ref _load, capacity * _dimensions);
    }
}
