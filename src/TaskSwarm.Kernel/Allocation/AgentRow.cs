namespace TaskSwarm.Kernel.Allocation;

/// <summary>What a <see cref="Timetable"/> has placed on one agent.</summary>
internal sealed class AgentRow
{
    private readonly AllocationAgent _agent;
    private readonly long[] _slots;

    // Sorted by start; kept for agents with one slot alone, where idle gaps can be told.
    private readonly List<(long Start, long End)> _busy = [];

    public AgentRow(AllocationAgent agent, long now)
    {
        _agent = agent;
        _slots = new long[agent.Slots];
        Clear(now);
    }

    public int Last { get; private set; }

    public int Count { get; private set; }

    public double Used { get; private set; }

    public long Load { get; private set; }

    public void Clear(long now)
    {
        (Last, Count, Used, Load) = (-1, 0, 0, 0);
        _busy.Clear();
        for (int s = 0; s < _slots.Length; s++)
        {
            _slots[s] = s < _agent.FreeFrom.Count ? Math.Max(now, _agent.FreeFrom[s].Micros) : now;
        }

        Array.Sort(_slots);
    }

    /// <summary>When so many slots are free at once, behind all that has been placed.</summary>
    public long FreeAt(int slots) => _slots[slots - 1];

    /// <summary>The first idle gap that a task fits into.</summary>
    public long FindGap(long ready, long duration)
    {
        long from = Math.Max(ready, FirstFree);
        foreach ((long start, long end) in _busy)
        {
            if (from + duration <= start)
            {
                return from;
            }

            from = Math.Max(from, end);
        }

        return from;
    }

    public void Add(int task, long start, long end, int slots, double need)
    {
        Count++;
        Used += need;
        Load += (end - start) * slots;
        if (end >= _slots[^1])
        {
            Last = task;
        }

        if (_slots.Length == 1)
        {
            int at = _busy.Count;
            while (at > 0 && _busy[at - 1].Start > start)
            {
                at--;
            }

            _busy.Insert(at, (start, end));
            _slots[0] = Math.Max(_slots[0], end);
            return;
        }

        for (int s = 0; s < slots; s++)
        {
            _slots[s] = end;
        }

        Array.Sort(_slots);
    }

    private long FirstFree => _agent.FreeFrom.Count > 0 ? _agent.FreeFrom[0].Micros : long.MinValue;
}
