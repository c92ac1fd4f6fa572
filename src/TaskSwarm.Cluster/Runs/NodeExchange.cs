using System.Diagnostics;
using TaskSwarm.Cluster.Messages;
using TaskSwarm.Cluster.Observation;
using TaskSwarm.Hosting.Storage;
using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Codec;
using TaskSwarm.Kernel.Runs;

namespace TaskSwarm.Cluster.Runs;

/// <summary>
/// Brings the windows of a divided run together over a network that may lose, repeat and reorder anything.
/// </summary>
/// <remarks>
/// A node closes a window when it has the reports of all others, so it is never more than one window ahead of any: the
/// reports of a window say that those of the window before were received, and two windows' reports are kept for whoever
/// asks again. What a node lacks it asks for; what it has already it drops.
/// </remarks>
internal sealed class NodeExchange : IWindowExchange
{
    private readonly Lock _lock = new();
    private readonly TakePart _part;
    private readonly RecordCatalog _catalog;
    private readonly Action<int, ClusterMessage> _send;
    private readonly StateWriter[][] _reports;
    private readonly ReadOnlyMemory<byte>?[][] _arrived;
    private readonly Dictionary<long, ReadOnlyMemory<byte>[]> _kept = [];
    private readonly (long Bytes, long Ticks)[] _told;
    private long _bytesSent;
    private long _windows;
    private readonly TimeSpan[] _waitedFor;
    private Action? _whenArrived;
    private Exception? _broken;
    private long _awaited;
    private long _since;
    private bool _withState;
    private bool _stopAsked;
    private bool _pauseAsked;
    private ExchangeVerdict _verdict;
    private bool _stateNext;

    /// <summary>An exchange for one node's part.</summary>
    /// <param name="part">The part.</param>
    /// <param name="firstWindow">The number of the first window that will be closed.</param>
    /// <param name="catalog">The events and messages of the run.</param>
    /// <param name="send">Sends a message to the node at a place in the division.</param>
    public NodeExchange(TakePart part, long firstWindow, RecordCatalog catalog, Action<int, ClusterMessage> send)
    {
        _part = part;
        _catalog = catalog;
        _send = send;
        _awaited = firstWindow;
        int nodes = part.Shares.Count;
        _waitedFor = new TimeSpan[nodes];
        _reports =
        [
            .. part.Shares.Select(_ => part.Shares[part.Me].Regions.Select(_ => new StateWriter()).ToArray()),
        ];
        _told = new (long, long)[nodes];
        _arrived = [.. Enumerable.Range(0, 3).Select(_ => new ReadOnlyMemory<byte>?[nodes])];
    }

    /// <summary>The division that it belongs to.</summary>
    public long Division => _part.Division;

    /// <summary>The window that is being closed.</summary>
    public long Window => Volatile.Read(ref _awaited);

    /// <summary>Bytes sent to other nodes so far.</summary>
    public long BytesSent => Interlocked.Read(ref _bytesSent);

    /// <summary>Real time spent waiting for others so far.</summary>
    public TimeSpan Waited { get; private set; }

    /// <summary>After so long a wait what is missing is asked for again.</summary>
    public TimeSpan Overdue { get; init; } = TimeSpan.FromMilliseconds(700);

    /// <summary>A shorter way for reports, if there is one to a node: says whether it took them. What it loses is asked
    /// for again, and goes the other way then.</summary>
    public Func<int, WindowReports, bool> Direct { get; init; } = static (_, _) => false;

    /// <summary>Asked before each window, where the coordinator is: whether the state will be wanted after the next.
    /// </summary>
    public Func<bool> WantsState { get; init; } = static () => false;

    /// <summary>What all nodes have told that it cost them, and what it cost this one. Read once it has ended.
    /// </summary>
    public ClusterCost Cost => new(
        _told.Length, 1, _windows, BytesSent + _told.Sum(static t => t.Bytes),
        (Waited + new TimeSpan(_told.Sum(static t => t.Ticks))) / _told.Length);

    /// <summary>Real time that this node has been waiting for others now; zero if it is not.</summary>
    public TimeSpan Waiting
    {
        get
        {
            lock (_lock)
            {
                return _whenArrived is null ? TimeSpan.Zero : Stopwatch.GetElapsedTime(_since);
            }
        }
    }

    /// <summary>Real time spent waiting for each node of the division so far, by place.</summary>
    public IReadOnlyList<TimeSpan> WaitedFor
    {
        get
        {
            lock (_lock)
            {
                return [.. _waitedFor];
            }
        }
    }

    private bool Leads => _part.Me == 0;

    /// <summary>Ends the run after a window, in all nodes after the same.</summary>
    public void Stop() => Volatile.Write(ref _stopAsked, true);

    /// <summary>Puts the run down after a window in which all states came along.</summary>
    public void Pause() => Volatile.Write(ref _pauseAsked, true);

    /// <summary>Says that a window will never be whole, because a node is gone.</summary>
    public void Break(string reason) => Break(new WindowExchangeException(reason));

    /// <summary>Says that a window will never be whole, because a node cannot go on.</summary>
    public void Fail(string reason) => Break(new RunArchiveException(reason));

    private void Break(Exception reason)
    {
        Action? resume;
        lock (_lock)
        {
            _broken ??= reason;
            resume = _whenArrived;
            _whenArrived = null;
        }

        resume?.Invoke();
    }

    /// <inheritdoc/>
    public void Close(RegionCore region)
    {
        ArgumentNullException.ThrowIfNull(region);
        int place = Array.IndexOf(_part.Shares[_part.Me].Regions, region.Number);
        for (int to = 0; to < _part.Shares.Count; to++)
        {
            if (to != _part.Me)
            {
                StateWriter writer = _reports[to][place];
                writer.Clear();
                bool whole = to == 0;
                region.WriteReport(
                    writer, new RegionReport(region.Window, _part.Shares[to].Regions, whole, whole && _withState),
                    _catalog);
            }
        }
    }

    /// <inheritdoc/>
    public void Send(RunCore run, Action arrived)
    {
        ArgumentNullException.ThrowIfNull(run);
        if (Leads)
        {
            Decide();
        }

        var messages = new ReadOnlyMemory<byte>[_part.Shares.Count];
        for (int to = 0; to < messages.Length; to++)
        {
            if (to != _part.Me)
            {
                messages[to] = Compose(_reports[to]);
            }
        }

        Dispatch(run.Window.Number, messages, arrived);
    }

    /// <inheritdoc/>
    public ExchangeVerdict Accept(RunCore run)
    {
        ArgumentNullException.ThrowIfNull(run);
        ThrowIfBroken();
        ReadOnlyMemory<byte>?[] arrived = _arrived[(int)(_awaited % 2)];
        for (int from = 0; from < arrived.Length; from++)
        {
            if (arrived[from] is not ReadOnlyMemory<byte> message)
            {
                continue;
            }

            var reader = new StateReader(message);
            var verdict = (ExchangeVerdict)reader.ReadInt32();
            bool stateNext = reader.ReadBoolean();
            if (from == 0)
            {
                (_verdict, _stateNext) = (verdict, stateNext);
            }

            _told[from] = (reader.ReadInt64(), reader.ReadInt64());
            while (!reader.AtEnd)
            {
                run.Accept(new StateReader(reader.ReadSlice()));
            }
        }

        lock (_lock)
        {
            Array.Clear(arrived);
            Volatile.Write(ref _awaited, _awaited + 1);
        }

        _windows++;
        _withState = _stateNext;
        return _verdict;
    }

    /// <inheritdoc/>
    public void SendEnd(RunCore run, Action arrived)
    {
        ArgumentNullException.ThrowIfNull(run);
        var end = new StateWriter();
        WriteCost(end);
        run.WriteEnd(end);
        var messages = new ReadOnlyMemory<byte>[_part.Shares.Count];
        if (!Leads)
        {
            messages[0] = end.ToArray();
        }

        Volatile.Write(ref _awaited, WindowReports.End);
        Dispatch(WindowReports.End, messages, arrived);
    }

    /// <inheritdoc/>
    public void AcceptEnd(RunCore run)
    {
        ArgumentNullException.ThrowIfNull(run);
        ThrowIfBroken();
        for (int from = 0; from < _told.Length; from++)
        {
            if (_arrived[2][from] is ReadOnlyMemory<byte> end)
            {
                var reader = new StateReader(end);
                _told[from] = (reader.ReadInt64(), reader.ReadInt64());
                run.AcceptEnd(reader);
            }
        }
    }

    /// <summary>Takes what another node sent.</summary>
    public void Receive(WindowReports message)
    {
        Action? resume = null;
        lock (_lock)
        {
            bool isEnd = message.Window == WindowReports.End;
            if ((uint)message.From >= (uint)_part.Shares.Count || message.From == _part.Me
                || (!isEnd && (message.Window < _awaited || message.Window > _awaited + 1)))
            {
                return;
            }

            ref ReadOnlyMemory<byte>? place = ref _arrived[isEnd ? 2 : (int)(message.Window % 2)][message.From];
            if (place is null && message.Window == _awaited && _whenArrived is not null)
            {
                _waitedFor[message.From] += Stopwatch.GetElapsedTime(_since);
            }

            place ??= message.Reports;
            if (_whenArrived is not null && IsWhole())
            {
                resume = Take();
            }
        }

        resume?.Invoke();
    }

    /// <summary>Sends again what another node lacks, if it is still here.</summary>
    public void Repeat(ReportsMissing message)
    {
        ReadOnlyMemory<byte> reports = default;
        lock (_lock)
        {
            if ((uint)message.From >= (uint)_part.Shares.Count
                || !_kept.TryGetValue(message.Window, out ReadOnlyMemory<byte>[]? messages))
            {
                return;
            }

            reports = messages[message.From];
        }

        if (!reports.IsEmpty)
        {
            Interlocked.Add(ref _bytesSent, reports.Length);
            Wire.CountResent(Parcel.CountOf(reports.Length));
            _send(message.From, new WindowReports(Division, _part.Me, message.Window, reports));
        }
    }

    /// <summary>Asks for what has not come in good time. Called now and then.</summary>
    public void Remind()
    {
        List<int> missing = [];
        long window;
        lock (_lock)
        {
            if (_whenArrived is null || Stopwatch.GetElapsedTime(_since) < Overdue)
            {
                return;
            }

            window = _awaited;
            ReadOnlyMemory<byte>?[] arrived = Awaited();
            missing.AddRange(Enumerable.Range(0, arrived.Length).Where(i => Expects(i) && arrived[i] is null));
        }

        foreach (int node in missing)
        {
            _send(node, new ReportsMissing(Division, _part.Me, window));
        }
    }

    private void Decide()
    {
        bool pause = Volatile.Read(ref _pauseAsked);
        _verdict = Volatile.Read(ref _stopAsked) ? ExchangeVerdict.Stop
            : pause && _withState ? ExchangeVerdict.Pause
            : ExchangeVerdict.GoOn;
        _stateNext = _verdict == ExchangeVerdict.GoOn && (pause || WantsState());
    }

    private byte[] Compose(StateWriter[] reports)
    {
        var writer = new StateWriter();
        writer.Write((int)_verdict);
        writer.Write(_stateNext);
        WriteCost(writer);
        foreach (StateWriter report in reports)
        {
            writer.Write(report.Written.Span);
        }

        return writer.ToArray();
    }

    private void WriteCost(StateWriter writer)
    {
        writer.Write(BytesSent);
        writer.Write(Waited.Ticks);
    }

    private void Dispatch(long window, ReadOnlyMemory<byte>[] messages, Action arrived)
    {
        bool isWhole;
        lock (_lock)
        {
            _kept.Remove(window - 2);
            _kept[window] = messages;
        }

        for (int to = 0; to < messages.Length; to++)
        {
            if (!messages[to].IsEmpty)
            {
                Interlocked.Add(ref _bytesSent, messages[to].Length);
                var reports = new WindowReports(Division, _part.Me, window, messages[to]);
                if (!Direct(to, reports))
                {
                    _send(to, reports);
                }
            }
        }

        lock (_lock)
        {
            _since = Stopwatch.GetTimestamp();
            isWhole = _broken is not null || IsWhole();
            if (!isWhole)
            {
                _whenArrived = arrived;
            }
        }

        if (isWhole)
        {
            arrived();
        }
    }

    private Action? Take()
    {
        Action? resume = _whenArrived;
        _whenArrived = null;
        Waited += Stopwatch.GetElapsedTime(_since);
        return resume;
    }

    private bool IsWhole()
    {
        ReadOnlyMemory<byte>?[] arrived = Awaited();
        for (int i = 0; i < arrived.Length; i++)
        {
            if (Expects(i) && arrived[i] is null)
            {
                return false;
            }
        }

        return true;
    }

    private ReadOnlyMemory<byte>?[] Awaited() =>
        _arrived[_awaited == WindowReports.End ? 2 : (int)(_awaited % 2)];

    /// <summary>At the end only the coordinator waits for others.</summary>
    private bool Expects(int node) => node != _part.Me && (_awaited != WindowReports.End || Leads);

    private void ThrowIfBroken()
    {
        lock (_lock)
        {
            if (_broken is not null)
            {
                throw _broken;
            }
        }
    }
}
