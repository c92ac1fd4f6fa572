using TaskSwarm.Kernel.Tasks;

namespace TaskSwarm.Kernel.Allocation;

/// <summary>
/// An agent's scores in CBBA, all of diminishing marginal gain, so that what is agreed is at least half of the optimum
/// of the score. A task is worth, at its best place in the path, where it must fit its window and must not delay what
/// is in the path already:
/// where worth counts, its worth at its start less its cost; where cost alone counts, a constant less its cost; else
/// its urgency (a whole number, see <see cref="TaskOrder"/>) plus 1 / (1 + bid), where the bid is that of
/// <see cref="PlacementBid"/> in mean durations: the most urgent task goes to whoever ends it first.
/// </summary>
public sealed class PathScore
{
    private readonly PathScoreBasis _basis;
    private readonly AllocationProblem _problem;
    private readonly Func<int, long> _ready;
    private readonly int _agent;
    private readonly AgentTrack _base;
    private readonly AgentTrack _track;
    private readonly List<TaskId> _path = [];
    private readonly List<(long Start, long End)> _times = [];

    /// <summary>The scores of an agent that holds nothing but what <see cref="AllocationAgent.FreeFrom"/> says.
    /// </summary>
    /// <param name="basis">What all agents hold in common.</param>
    /// <param name="agent">The agent.</param>
    /// <param name="ready">When all that a task waits for is there, in microseconds, if this agent does it, or
    /// <see cref="Timetable.Impossible"/>.</param>
    public PathScore(PathScoreBasis basis, int agent, Func<int, long> ready)
    {
        ArgumentNullException.ThrowIfNull(basis);
        ArgumentNullException.ThrowIfNull(ready);
        (_basis, _problem, _agent, _ready) = (basis, basis.Problem, agent, ready);
        _base = new AgentTrack(_problem, agent, basis.HasTravel);
        _track = new AgentTrack(_problem, agent, basis.HasTravel);
    }

    /// <summary>How many places of tasks in paths have been tried.</summary>
    public long Tried { get; private set; }

    /// <summary>Takes a path as settled: what comes now comes behind it.</summary>
    public void Settle(IReadOnlyList<TaskId> path)
    {
        Turn(path);
        _base.CopyFrom(_track);
        _path.Clear();
        Follow();
    }

    /// <summary>The gain by a task at its best place in a path, and the place; negative infinity if it does not fit.
    /// </summary>
    /// <param name="path">Tasks, by place in <see cref="AllocationProblem.Tasks"/>.</param>
    /// <param name="task">A task that is not among them.</param>
    public (double Gain, int Position) Of(IReadOnlyList<TaskId> path, TaskId task)
    {
        Turn(path);
        int t = task.Number;
        long ready = _track.HasRoomFor(t) ? _ready(t) : Timetable.Impossible;
        if (ready == Timetable.Impossible)
        {
            return (double.NegativeInfinity, 0);
        }

        ready = Math.Max(ready, Math.Max(_problem.Now.Micros, _problem.Tasks[t].Release.Micros));
        (double best, int at) = (double.NegativeInfinity, _path.Count);
        for (int position = CanInsert ? 0 : _path.Count; position <= _path.Count; position++)
        {
            Tried++;
            long start = StartAt(position, t, ready);
            double gain = start == Timetable.Impossible ? double.NegativeInfinity : Gain(t, start);
            (best, at) = gain > best ? (gain, position) : (best, at);
        }

        return (best, at);
    }

    // Where agents work on several tasks at once, or only cost counts, a task goes to the end.
    private bool CanInsert => _problem.Agents[_agent].Slots == 1 && _problem.Objective.IsTimed;

    private double Gain(int task, long start)
    {
        AllocationObjective weights = _problem.Objective;
        if (weights.Worth > 0)
        {
            return -PlacementBid.Of(_problem, task, _agent, start, _track.Load);
        }

        if (!weights.IsTimed && weights.Imbalance == 0)
        {
            return _basis.CostCeiling - (weights.Cost * _problem.Cost[_agent, task]);
        }

        double bid = PlacementBid.Of(_problem, task, _agent, start, _track.Load) - Math.Min(0, _basis.LeastCost);
        return _basis.Urgency[task] + (1 / (1 + Math.Max(0, bid / _basis.Scale)));
    }

    private long StartAt(int position, int task, long ready)
    {
        AllocationTask t = _problem.Tasks[task];
        bool isEnd = position == _path.Count;
        int before = position == 0 ? _base.Last : _path[position - 1].Number;
        long free = position == 0 ? _base.FreeAt(1) : _times[position - 1].End;
        long start = isEnd ? _track.StartBehind(task, ready) : Math.Max(ready, free + _base.Travel(before, task));
        long end = start + (long)_problem.Duration[_agent, task];
        bool fits = start <= t.LatestStart.Micros && end <= t.Deadline.Micros
            && (isEnd || end + _base.Travel(task, _path[position].Number) <= _times[position].Start);
        return fits ? start : Timetable.Impossible;
    }

    private void Turn(IReadOnlyList<TaskId> path)
    {
        ArgumentNullException.ThrowIfNull(path);
        bool same = path.Count == _path.Count;
        for (int at = 0; same && at < path.Count; at++)
        {
            same = path[at] == _path[at];
        }

        if (!same)
        {
            _path.Clear();
            _path.AddRange(path);
            Follow();
        }
    }

    // As a timetable would place the path, task after task.
    private void Follow()
    {
        _times.Clear();
        _track.CopyFrom(_base);
        foreach (TaskId task in _path)
        {
            long start = _track.StartBehind(task.Number, _ready(task.Number));
            _track.Add(task.Number, start);
            _times.Add((start, start + (long)_problem.Duration[_agent, task.Number]));
        }
    }
}
