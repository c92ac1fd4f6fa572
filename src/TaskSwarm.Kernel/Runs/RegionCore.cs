using System.Numerics;
using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Events;
using TaskSwarm.Kernel.Faults;
using TaskSwarm.Kernel.Time;
using TaskSwarm.Kernel.World;

namespace TaskSwarm.Kernel.Runs;

/// <summary>
/// One part of a partitioned run: the cells that live here, their pending events, and what they did in the window.
/// Cells of one region take their turns one after another; regions run side by side. Which cells share a region changes
/// speed only.
/// </summary>
public sealed partial class RegionCore
{
    private readonly RunCore _run;
    private readonly SimDuration? _fixedDelay;
    private readonly bool _recordsMessages;
    private readonly EventQueue _queue;
    private readonly List<AgentCell> _active = [];
    private readonly Turn _turn = new();
    private readonly Outbox[] _outboxes = [new Outbox(), new Outbox()];
    private Envelope[] _due = new Envelope[256];
    private int[] _nextDue = new int[256];
    private int _dueCount;
    private ulong[] _activeBits = new ulong[16];
    private int _firstWord = int.MaxValue;
    private int _lastWord = -1;
    private SimTime _windowEnd;
    private Outbox _outbox;

    internal RegionCore(RunCore run, int number)
    {
        _run = run;
        _fixedDelay = run.Simulation.Network.FixedDelay;
        _recordsMessages = run.ReadsMessages;
        Number = number;
        _queue = new EventQueue(run.Simulation.Network.Lookahead);
        _context = new AgentContext(this);
        _outbox = _outboxes[0];
    }

    /// <summary>The region's number, from 0.</summary>
    public int Number { get; }

    /// <summary>
    /// The cells that have events in the window. Hosts may give them their turns in any order; this one, by number,
    /// goes through memory in the order in which the agents were made, which is faster with many agents.
    /// </summary>
    public IReadOnlyList<AgentCell> Active => _active;

    /// <summary>The window that the run has opened.</summary>
    public Window Window => _run.Window;

    internal ulong Seed => _run.Simulation.Seed;

    internal ErrorPolicy OnError => _run.Simulation.OnError;

    internal WorldView World => _run.World;

    internal RunCore Run => _run;

    internal SimTime Earliest => IsRemote ? _farEarliest : SimTime.Min(_queue.Earliest, _outbox.Earliest);

    internal Outbox Outbox => _outbox;

    internal Outbox PreviousOutbox(long windowNumber) => _outboxes[(windowNumber - 1) & 1];

    /// <summary>Takes in what other regions sent and finds the cells that have events in the window.</summary>
    /// <param name="window">The window that the run has opened.</param>
    public void Open(in Window window)
    {
        _outbox = _outboxes[window.Number & 1];
        _outbox.Clear();
        _windowEnd = window.End;
        _active.Clear();
        Array.Clear(_due, 0, _dueCount);
        _dueCount = 0;
        _run.Import(this, window, _queue);
        _queue.Take(window.Start, window.End, this);
        CollectActive();
    }

    /// <summary>Everything that this region still has to deliver or has sent to others.</summary>
    internal IEnumerable<Envelope> Pending => IsRemote
        ? _farState!.Pending.Concat(_pushedHere)
        : _queue.Pending.Concat(_outbox.OnTheWay);

    /// <summary>Takes events out of a region of which nothing is on its way to others.</summary>
    internal void RemovePending(Predicate<Envelope> match) => _queue.RemoveAll(match);

    internal void StartAt(SimTime now) => _queue.StartAt(now);

    internal void Push(in Envelope envelope)
    {
        if (IsRemote)
        {
            PushFar(envelope);
        }
        else
        {
            _queue.Push(envelope);
        }
    }

    internal void Deliver(in Envelope envelope)
    {
        if (_dueCount == _due.Length)
        {
            Array.Resize(ref _due, _dueCount * 2);
            Array.Resize(ref _nextDue, _dueCount * 2);
        }

        int index = _dueCount++;
        _due[index] = envelope;
        _nextDue[index] = -1;
        ref Inbox inbox = ref _run.InboxOf(envelope.Receiver);
        if (inbox.Count++ == 0)
        {
            inbox.First = index;
            MarkActive(envelope.Receiver.Index);
        }
        else
        {
            _nextDue[inbox.Last] = index;
        }

        inbox.Last = index;
    }

    private void MarkActive(int agent)
    {
        int word = agent >> 6;
        if (word >= _activeBits.Length)
        {
            Array.Resize(ref _activeBits, Math.Max(word + 1, _activeBits.Length * 2));
        }

        _activeBits[word] |= 1UL << agent;
        _firstWord = Math.Min(_firstWord, word);
        _lastWord = Math.Max(_lastWord, word);
    }

    private void CollectActive()
    {
        for (int word = _firstWord; word <= _lastWord; word++)
        {
            for (ulong bits = _activeBits[word]; bits != 0; bits &= bits - 1)
            {
                _active.Add(_run.CellAt(new AgentId((word << 6) + BitOperations.TrailingZeroCount(bits))));
            }

            _activeBits[word] = 0;
        }

        (_firstWord, _lastWord) = (int.MaxValue, -1);
    }

    internal Turn CollectInbox(AgentCell cell)
    {
        _turn.Clear();
        ref Inbox inbox = ref _run.InboxOf(cell.Id);
        if (inbox.Count > 0)
        {
            for (int i = inbox.First; i >= 0; i = _nextDue[i])
            {
                _turn.Append(_due[i]);
            }
        }

        inbox.Count = 0;
        _turn.Sort();
        return _turn;
    }

    internal Turn Reload(Envelope[] rest)
    {
        _turn.Clear();
        foreach (Envelope envelope in rest)
        {
            _turn.Append(envelope);
        }

        return _turn;
    }
}
