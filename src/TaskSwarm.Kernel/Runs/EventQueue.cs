using TaskSwarm.Kernel.Events;
using TaskSwarm.Kernel.Time;

namespace TaskSwarm.Kernel.Runs;

/// <summary>
/// The pending events of one region: a calendar queue (Brown 1988) whose days are one lookahead long, with a heap for
/// what lies beyond the year. Taking a window costs a constant per event; the order inside a window is made later, for
/// each receiver, so days need no sorting.
/// </summary>
internal sealed class EventQueue
{
    private const int Days = 512;

    private readonly long _width;
    private readonly Day[] _days = new Day[Days];
    private readonly int[] _counts = new int[Days];
    private readonly PriorityQueue<Envelope, long> _beyond = new();
    private readonly Stack<Envelope[]> _spare = new();
    private long _today;
    private int _held;

    public EventQueue(SimDuration lookahead) => _width = lookahead.Micros;

    public SimTime Earliest
    {
        get
        {
            long beyond = _beyond.TryPeek(out _, out long far) ? far : long.MaxValue;
            return new SimTime(Math.Min(EarliestDay(), beyond));
        }
    }

    /// <summary>Every event, in no particular order.</summary>
    public IEnumerable<Envelope> Pending => _days.SelectMany(static day => day.Items.ToArray())
        .Concat(_beyond.UnorderedItems.Select(static item => item.Element));

    /// <summary>Says to an empty queue that nothing before an instant will be pushed.</summary>
    public void StartAt(SimTime now) => _today = now.Micros / _width;

    /// <summary>Takes out every event that matches.</summary>
    public void RemoveAll(Predicate<Envelope> match)
    {
        Envelope[] kept = [.. Pending.Where(e => !match(e))];
        Array.Clear(_days);
        Array.Clear(_counts);
        _beyond.Clear();
        _held = 0;
        foreach (Envelope envelope in kept)
        {
            Push(envelope);
        }
    }

    public void Push(in Envelope envelope)
    {
        long day = envelope.Time.Micros / _width;
        if (day - _today >= Days)
        {
            _beyond.Enqueue(envelope, envelope.Time.Micros);
            return;
        }

        int slot = (int)(day % Days);
        _days[slot].Add(envelope, _spare);
        _counts[slot]++;
        _held++;
    }

    /// <summary>
    /// Hands over every event before <paramref name="end"/>; <paramref name="start"/> is the earliest.
    /// </summary>
    public void Take(SimTime start, SimTime end, RegionCore receiver)
    {
        _today = start.Micros / _width;
        long last = (end.Micros - 1) / _width;
        for (long day = _today; day <= last && _held > 0; day++)
        {
            int slot = (int)(day % Days);
            if (_counts[slot] > 0)
            {
                int left = _days[slot].TakeBefore(end, receiver, _spare);
                _held -= _counts[slot] - left;
                _counts[slot] = left;
            }
        }

        while (_beyond.TryPeek(out Envelope envelope, out long time) && time < end.Micros)
        {
            _beyond.Dequeue();
            receiver.Deliver(envelope);
        }
    }

    private long EarliestDay()
    {
        if (_held == 0)
        {
            return long.MaxValue;
        }

        int first = (int)(_today % Days);
        int ahead = _counts.AsSpan(first).IndexOfAnyExcept(0);
        int slot = ahead >= 0 ? first + ahead : _counts.AsSpan(0, first).IndexOfAnyExcept(0);
        return _days[slot].Earliest;
    }

    private struct Day
    {
        private Envelope[]? _items;
        private int _count;

        public long Earliest { get; private set; }

        public readonly ReadOnlySpan<Envelope> Items => _items.AsSpan(0, _count);

        public void Add(in Envelope envelope, Stack<Envelope[]> spare)
        {
            _items ??= spare.TryPop(out Envelope[]? used) ? used : new Envelope[16];
            if (_count == _items.Length)
            {
                Array.Resize(ref _items, _count * 2);
            }

            Earliest = _count == 0 ? envelope.Time.Micros : Math.Min(Earliest, envelope.Time.Micros);
            _items[_count++] = envelope;
        }

        /// <summary>Hands over what is due. An emptied day gives its array, still in the cache, to the next.</summary>
        public int TakeBefore(SimTime end, RegionCore receiver, Stack<Envelope[]> spare)
        {
            Envelope[] items = _items!;
            int kept = 0;
            long earliest = long.MaxValue;
            for (int i = 0; i < _count; i++)
            {
                if (items[i].Time < end)
                {
                    receiver.Deliver(items[i]);
                    continue;
                }

                earliest = Math.Min(earliest, items[i].Time.Micros);
                items[kept++] = items[i];
            }

            // What was handed over must not be kept alive by its old place.
            Array.Clear(items, kept, _count - kept);
            Earliest = earliest;
            _count = kept;
            if (kept == 0)
            {
                spare.Push(items);
                _items = null;
            }

            return kept;
        }
    }
}
