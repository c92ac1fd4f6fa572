using TaskSwarm.Actors;
using TaskSwarm.Cluster.Members;
using TaskSwarm.Cluster.Messages;
using TaskSwarm.Cluster.Placement;
using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Codec;
using TaskSwarm.Kernel.Runs;

namespace TaskSwarm.Cluster.Runs;

/// <summary>
/// Carries one run by all nodes: shares its regions out as their seats stand, carries the coordinator's own, and
/// divides it anew between two windows when seats have moved, since nodes came or want to go. A node that is lost ends
/// it with a <see cref="WindowExchangeException"/>.
/// </summary>
internal sealed class DividedRun : IDisposable
{
    private static readonly IEqualityComparer<Share> SameShare = EqualityComparer<Share>.Create(
        static (a, b) => a?.Node == b?.Node && (a?.Regions ?? []).SequenceEqual(b?.Regions ?? []));
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Repeat = TimeSpan.FromSeconds(2);

    private readonly RunOrder _order;
    private readonly Roster _roster;
    private readonly Seating _seating;
    private readonly PartHub _hub;
    private readonly RecordCatalog _catalog;
    private readonly Action<string, ClusterMessage> _send;
    private readonly Action<RunProgress> _started;
    private readonly Lock _lock = new();
    private readonly Timer _timer;
    private IReadOnlyList<Share> _shares = [];
    private List<TakePart> _untaken = [];
    private NodeExchange? _exchange;
    private bool _stopped;

    public DividedRun(
        RunOrder order, Roster roster, Seating seating, PartHub hub, RecordCatalog catalog,
        Action<string, ClusterMessage> send, Action<RunProgress> started)
    {
        (_order, _roster, _seating, _hub, _catalog) = (order, roster, seating, hub, catalog);
        (_send, _started) = (send, started);
        _seating.Changed += OnChange;
        _timer = new Timer(_ => SendParts(), null, Repeat, Repeat);
    }

    /// <summary>How many times the run was divided.</summary>
    public int Divisions { get; private set; }

    /// <summary>What it cost so far; of divisions that are over.</summary>
    public ClusterCost Cost { get; private set; } = ClusterCost.None;

    /// <summary>Who carries what, a line a node.</summary>
    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_lock)
            {
                return [.. _shares.Select(s => $"{s.Node} carries {s.Regions.Length} regions")];
            }
        }
    }

    /// <summary>Carries a run to its end.</summary>
    /// <param name="run">The run, whole, at its start or restored.</param>
    /// <param name="cancellation">Stops it after a window.</param>
    /// <exception cref="ActorRuntimeException">The runtime failed; with a <see cref="WindowExchangeException"/> inside:
    /// a node is gone.</exception>
    public RunResult Carry(RunCore run, CancellationToken cancellation)
    {
        using CancellationTokenRegistration stop = cancellation.Register(Stop);
        _seating.Want(_order.Role, run.Regions.Count);
        ReadOnlyMemory<byte> state = run.Window.Number == 0 ? default : Capture(run);
        while (true)
        {
            TakePart part = Divide(run, Seated(cancellation), state);
            try
            {
                if (ActorHost.CarryPart(run, PartRunner.OptionsFor(_order)) is RunResult result)
                {
                    return result;
                }
            }
            finally
            {
                Drop(part);
            }

            state = Capture(run);
            RunCore next = RunCore.Restore(
                run.Simulation, run.Regions.Count, new StateReader(state), _catalog);
            next.Recorder = run.Recorder;
            run = next;
        }
    }

    /// <summary>A node has taken its part, or cannot.</summary>
    public void OnTaken(PartTaken taken)
    {
        NodeExchange? exchange;
        lock (_lock)
        {
            if (_exchange?.Division != taken.Division)
            {
                return;
            }

            _untaken = [.. _untaken.Where(p => p.Me != taken.Me)];
            exchange = _exchange;
        }

        if (taken.Objection is string objection)
        {
            exchange.Fail($"{_shares[taken.Me].Node} cannot carry its part: {objection}");
        }
    }

    /// <summary>A node does not carry the part that others wait for.</summary>
    public void OnLost(PartLost lost)
    {
        NodeExchange? exchange;
        lock (_lock)
        {
            // Who has not answered yet is still to be given its part.
            bool wasTaken = _untaken.TrueForAll(p => p.Shares[p.Me].Node != lost.Node);
            exchange = wasTaken && _exchange?.Division == lost.Division ? _exchange : null;
        }

        exchange?.Break($"node {lost.Node} has given its part up");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _seating.Changed -= OnChange;
        _seating.Clear();
        _timer.Dispose();
    }

    /// <summary>The division once every region's seat stands where it should.</summary>
    private IReadOnlyList<Share> Seated(CancellationToken cancellation)
    {
        while (true)
        {
            IReadOnlyList<Share> shares = _seating.Division;
            if (cancellation.IsCancellationRequested
                || (_roster.With(_order.Role).Count > 0 && _seating.Astray.Count == 0))
            {
                return shares;
            }

            Thread.CurrentThread.Join(Glance);
        }
    }

    private TakePart Divide(RunCore run, IReadOnlyList<Share> shares, ReadOnlyMemory<byte> state)
    {
        long number = Division.NewNumber();
        RunOrder order = _order with { HasBegun = true, Trace = _hub.Observation.Begin(_order, number) };
        var part = new TakePart(number, order, 0, shares, run.Regions.Count, state);
        void Send(int node, ClusterMessage message) => _send(shares[node].Node, message);
        var exchange = new NodeExchange(part, run.Window.Number + 1, _catalog, Send)
        {
            Direct = _hub.TrySend,
            WantsState = () => run.Recorder?.WantsState == true,
        };
        run.Distribute(shares[0].Regions, commitsEvents: true, exchange, _catalog);
        _hub.Observation.Watch(run, part, exchange);
        _hub.Take(part);
        _hub.Open(exchange, Send);
        lock (_lock)
        {
            Divisions++;
            _shares = shares;
            _untaken = [.. Enumerable.Range(1, shares.Count - 1).Select(i => part with { Me = i })];
            _exchange = exchange;
            if (_stopped)
            {
                exchange.Stop();
            }
        }

        _started(run.Progress);
        SendParts();
        OnChange();
        return part;
    }

    private void SendParts()
    {
        List<TakePart> untaken;
        lock (_lock)
        {
            untaken = _untaken;
        }

        foreach (TakePart part in untaken)
        {
            _send(part.Shares[part.Me].Node, part);
        }
    }

    private void Stop()
    {
        lock (_lock)
        {
            _stopped = true;
            _exchange?.Stop();
        }
    }

    private void Drop(TakePart part)
    {
        lock (_lock)
        {
            Cost = Cost.And(_exchange!.Cost);
            (_exchange, _untaken) = (null, []);
        }

        _hub.Drop("the division is over", part.Division);
        foreach (Share share in part.Shares.Skip(1))
        {
            _send(share.Node, new DropPart(part.Division));
        }
    }

    /// <summary>A node that is gone ends the division; seats that have moved have it made anew.</summary>
    private void OnChange()
    {
        NodeExchange? exchange;
        IReadOnlyList<Share> shares;
        lock (_lock)
        {
            (exchange, shares) = (_exchange, _shares);
        }

        if (exchange is null)
        {
            return;
        }

        if (shares.FirstOrDefault(s => !_roster.IsMember(s.Node)) is Share lost)
        {
            exchange.Break($"node {lost.Node} is gone");
            return;
        }

        if (_seating.Astray.Count == 0 && !_seating.Division.SequenceEqual(shares, SameShare))
        {
            exchange.Pause();
        }
    }

    private byte[] Capture(RunCore run)
    {
        var state = new StateWriter();
        run.Capture(state, _catalog);
        return state.ToArray();
    }
}
