namespace TaskSwarm.Kernel.Allocation;

/// <summary>
/// What one agent has before it, as it reckons itself: the same times as a <see cref="Timetable"/> without inserting,
/// but for one agent alone and quick to copy, so that bids on many tasks and bundles can be tried.
/// </summary>
public sealed class AgentTrack
{
    private readonly AllocationProblem _problem;
    private readonly AllocationAgent _self;
    private readonly bool _travels;
    private readonly long[] _slots;
    private double _used;

    /// <summary>An agent that holds nothing but what <see cref="AllocationAgent.FreeFrom"/> says.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="agent">The agent.</param>
    /// <param name="travels"><see cref="AllocationProblem.HasTravel"/>, which takes a look at every task.</param>
    public AgentTrack(AllocationProblem problem, int agent, bool travels)
    {
        ArgumentNullException.ThrowIfNull(problem);
        (_problem, Agent, _self, _travels) = (problem, agent, problem.Agents[agent], travels);
        _slots = new long[_self.Slots];
        for (int s = 0; s < _slots.Length; s++)
        {
            long free = s < _self.FreeFrom.Count ? _self.FreeFrom[s].Micros : 0;
            _slots[s] = Math.Max(problem.Now.Micros, free);
        }

        Array.Sort(_slots);
    }

    /// <summary>The agent, by place in <see cref="AllocationProblem.Agents"/>.</summary>
    public int Agent { get; }

    /// <summary>The task that it ends last, or -1.</summary>
    public int Last { get; private set; } = -1;

    /// <summary>How many tasks it holds.</summary>
    public int Count { get; private set; }

    /// <summary>Microseconds of work that it holds.</summary>
    public long Load { get; private set; }

    /// <summary>Becomes like another track of the same agent.</summary>
    public void CopyFrom(AgentTrack other)
    {
        ArgumentNullException.ThrowIfNull(other);
        other._slots.CopyTo(_slots, 0);
        (_used, Last, Count, Load) = (other._used, other.Last, other.Count, other.Load);
    }

    /// <summary>Whether skills, budget and bundle limit leave room for a task, whatever its window.</summary>
    public bool HasRoomFor(int task) => Count < _self.MaxTasks && _problem.CanDo(Agent, task)
        && _used + _problem.Need[Agent, task] <= _self.Limit;

    /// <summary>When so many slots are free at once, in microseconds.</summary>
    public long FreeAt(int slots) => _slots[slots - 1];

    /// <summary>Microseconds on the way between two tasks; see <see cref="AllocationProblem.TravelMicros"/>.</summary>
    public long Travel(int from, int to) => _travels ? _problem.TravelMicros(Agent, from, to) : 0;

    /// <summary>When a task could start behind all that it holds.</summary>
    /// <param name="task">The task.</param>
    /// <param name="ready">When all that the task waits for is there, in microseconds.</param>
    /// <returns>Microseconds, or <see cref="Timetable.Impossible"/>.</returns>
    public long EarliestStart(int task, long ready)
    {
        if (ready == Timetable.Impossible || !HasRoomFor(task))
        {
            return Timetable.Impossible;
        }

        AllocationTask t = _problem.Tasks[task];
        long start = StartBehind(task, ready);
        return start > t.LatestStart.Micros || start + (long)_problem.Duration[Agent, task] > t.Deadline.Micros
            ? Timetable.Impossible
            : start;
    }

    /// <summary>Takes a task on.</summary>
    /// <param name="task">The task.</param>
    /// <param name="start">When it starts, in microseconds.</param>
    public void Add(int task, long start)
    {
        int slots = _problem.Tasks[task].Slots;
        long end = start + (long)_problem.Duration[Agent, task];
        Last = end >= _slots[^1] ? task : Last;
        Array.Fill(_slots, end, 0, slots);
        Array.Sort(_slots);
        Count++;
        Load += (end - start) * slots;
        _used += _problem.Need[Agent, task];
    }

    /// <summary>When a task would start, be it in its window or not.</summary>
    internal long StartBehind(int task, long ready)
    {
        AllocationTask t = _problem.Tasks[task];
        long earliest = Math.Max(ready, Math.Max(_problem.Now.Micros, t.Release.Micros));
        return Math.Max(earliest, _slots[t.Slots - 1] + Travel(Last, task));
    }
}
