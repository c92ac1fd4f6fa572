using TaskSwarm.Kernel.Time;

namespace TaskSwarm.Kernel.Allocation;

/// <summary>
/// A plan under construction: tasks are placed one after another, each as early as its agent, its inputs, transfers and
/// travel allow. It is the one definition of what a plan's times are, for strategies, audits and runs alike.
/// </summary>
public sealed class Timetable
{
    /// <summary>A start that cannot be.</summary>
    public const long Impossible = long.MaxValue;

    private readonly AllocationProblem _problem;
    private readonly bool _travels;
    private readonly AgentRow[] _rows;
    private readonly long[] _start;
    private readonly long[] _end;
    private readonly int[][] _agents;

    /// <summary>An empty plan.</summary>
    public Timetable(AllocationProblem problem)
    {
        ArgumentNullException.ThrowIfNull(problem);
        _problem = problem;
        _travels = problem.HasTravel;
        _rows = [.. problem.Agents.Select(a => new AgentRow(a, problem.Now.Micros))];
        _start = new long[problem.Tasks.Count];
        _end = new long[problem.Tasks.Count];
        _agents = new int[problem.Tasks.Count][];
        Array.Fill(_agents, []);
    }

    /// <summary>Forgets all placements.</summary>
    public void Clear()
    {
        foreach (AgentRow row in _rows)
        {
            row.Clear(_problem.Now.Micros);
        }

        Array.Fill(_agents, []);
    }

    /// <summary>Whether a task has been placed.</summary>
    public bool IsPlaced(int task) => _agents[task].Length > 0;

    /// <summary>Start of a placed task in microseconds.</summary>
    public long StartOf(int task) => _start[task];

    /// <summary>End of a placed task in microseconds.</summary>
    public long EndOf(int task) => _end[task];

    /// <summary>Who does a task; empty if it is not placed.</summary>
    public IReadOnlyList<int> AgentsOf(int task) => _agents[task];

    /// <summary>When an agent has done all that was placed on it so far, in microseconds.</summary>
    public long FreeAt(int agent) => _rows[agent].FreeAt(1);

    /// <summary>What an agent has left of its budget.</summary>
    public double BudgetLeft(int agent) => _problem.Agents[agent].Budget - _rows[agent].Used;

    /// <summary>Microseconds of work placed on an agent so far.</summary>
    public long LoadOf(int agent) => _rows[agent].Load;

    /// <summary>When a task has been released and all that it fetches is at an agent, whatever else is placed there.
    /// </summary>
    /// <returns>Microseconds, or <see cref="Impossible"/> if an input is not placed.</returns>
    public long InputsAt(int task, int agent)
    {
        AllocationTask t = _problem.Tasks[task];
        long ready = Math.Max(_problem.Now.Micros, t.Release.Micros);
        foreach (TaskInput input in t.Inputs)
        {
            int[] makers = _agents[input.Task];
            if (makers.Length == 0)
            {
                return Impossible;
            }

            int from = makers.Contains(agent) ? agent : makers[0];
            ready = Math.Max(ready, _end[input.Task] + _problem.TransferMicros(from, agent, input.Bytes));
        }

        foreach (KnownInput input in t.KnownInputs)
        {
            ready = Math.Max(ready, input.ReadyAt.Micros + _problem.TransferMicros(input.Agent, agent, input.Bytes));
        }

        return ready;
    }

    /// <summary>When a task could start on an agent, after all that was placed there before.</summary>
    /// <param name="task">A task whose inputs have all been placed.</param>
    /// <param name="agent">An agent.</param>
    /// <param name="mayInsert">Whether an idle gap between earlier placements will do (the insertion policy of
    /// HEFT); only for agents with one slot that do not travel.</param>
    /// <returns>Microseconds, or <see cref="Impossible"/>.</returns>
    public long EarliestStart(int task, int agent, bool mayInsert = false)
    {
        AllocationAgent a = _problem.Agents[agent];
        AgentRow row = _rows[agent];
        if (!_problem.CanDo(agent, task) || row.Count >= a.MaxTasks
            || row.Used + _problem.Need[agent, task] > a.Limit)
        {
            return Impossible;
        }

        AllocationTask t = _problem.Tasks[task];
        long ready = InputsAt(task, agent);
        if (ready == Impossible)
        {
            return Impossible;
        }

        long duration = (long)_problem.Duration[agent, task];
        long start = mayInsert && !_travels && a.Slots == 1
            ? row.FindGap(ready, duration)
            : Math.Max(ready, row.FreeAt(t.Slots) + (_travels ? _problem.TravelMicros(agent, row.Last, task) : 0));
        return start > t.LatestStart.Micros || start + duration > t.Deadline.Micros ? Impossible : start;
    }

    /// <summary>Places a task.</summary>
    /// <param name="task">A task that has not been placed.</param>
    /// <param name="agent">Who does it.</param>
    /// <param name="start">What <see cref="EarliestStart(int, int, bool)"/> said, or later.</param>
    public void Place(int task, int agent, long start)
    {
        long end = start + (long)_problem.Duration[agent, task];
        (_start[task], _end[task], _agents[task]) = (start, end, [agent]);
        _rows[agent].Add(task, start, end, _problem.Tasks[task].Slots, _problem.Need[agent, task]);
    }

    /// <summary>When a coalition could start: when its last member could. Nobody inserts into gaps.</summary>
    /// <returns>Microseconds, or <see cref="Impossible"/>.</returns>
    public long EarliestStart(int task, IReadOnlyList<int> members)
    {
        ArgumentNullException.ThrowIfNull(members);
        (long start, long duration) = (0, 0);
        foreach (int member in members)
        {
            start = Math.Max(start, EarliestStart(task, member));
            duration = start == Impossible ? 0 : Math.Max(duration, (long)_problem.Duration[member, task]);
        }

        // The slowest may be another than the one for whom all wait.
        return start == Impossible || start + duration > _problem.Tasks[task].Deadline.Micros ? Impossible : start;
    }

    /// <summary>Places a task of a coalition; it lasts as long as its slowest member takes.</summary>
    /// <param name="task">A task that has not been placed.</param>
    /// <param name="members">Who does it, ascending.</param>
    /// <param name="start">What <see cref="EarliestStart(int, IReadOnlyList{int})"/> said, or later.</param>
    public void Place(int task, IReadOnlyList<int> members, long start)
    {
        ArgumentNullException.ThrowIfNull(members);
        long end = start;
        foreach (int member in members)
        {
            end = Math.Max(end, start + (long)_problem.Duration[member, task]);
        }

        (_start[task], _end[task], _agents[task]) = (start, end, [.. members]);
        foreach (int member in members)
        {
            _rows[member].Add(task, start, end, _problem.Tasks[task].Slots, _problem.Need[member, task]);
        }
    }

    /// <summary>What the placements come to so far; see <see cref="AllocationObjective"/>.</summary>
    public double Objective()
    {
        AllocationObjective weights = _problem.Objective;
        double sum = 0;
        for (int t = 0; t < _agents.Length; t++)
        {
            sum += _agents[t].Length == 0 ? weights.Unplaced : ValueOf(t, weights);
        }

        sum += weights.Makespan > 0 ? weights.Makespan * (Makespan() / 1e6) : 0;
        sum += weights.Imbalance > 0 ? weights.Imbalance * (Imbalance() / 1e6) : 0;
        return sum;
    }

    /// <summary>Microseconds from now until everything is done and everybody is home.</summary>
    public long Makespan()
    {
        long last = _problem.Now.Micros;
        for (int t = 0; t < _agents.Length; t++)
        {
            last = _agents[t].Length > 0 ? Math.Max(last, _end[t]) : last;
        }

        for (int a = 0; _travels && a < _rows.Length; a++)
        {
            if (_problem.Agents[a].Home is not null || _problem.Travel is not null)
            {
                last = Math.Max(last, _rows[a].FreeAt(1) + _problem.TravelMicros(a, _rows[a].Last, -1));
            }
        }

        return last - _problem.Now.Micros;
    }

    /// <summary>The plan as an answer.</summary>
    public Assignment ToAssignment(long effort) => new(
        [
            .. Enumerable.Range(0, _agents.Length).Select(t => _agents[t].Length == 0
                ? Placement.None
                : new Placement(_agents[t], new SimTime(_start[t]), new SimTime(_end[t]))),
        ],
        Objective())
    {
        Effort = effort,
    };

    private double ValueOf(int task, AllocationObjective weights)
    {
        AllocationTask t = _problem.Tasks[task];
        double sum = 0;
        if (weights.Cost > 0)
        {
            foreach (int agent in _agents[task])
            {
                sum += weights.Cost * _problem.Cost[agent, task];
            }
        }

        sum += weights.Tardiness * (Math.Max(0, _end[task] - t.Due.Micros) / 1e6);
        sum += weights.Response * ((_end[task] - t.Release.Micros) / 1e6);
        double waited = Math.Max(0, _start[task] - t.Release.Micros) / 1e6;
        return sum - (weights.Worth > 0 ? weights.Worth * t.Value * Math.Exp(-t.Decay * waited) : 0);
    }

    private double Imbalance()
    {
        double most = 0, sum = 0;
        foreach (AgentRow row in _rows)
        {
            most = Math.Max(most, row.Load);
            sum += row.Load;
        }

        return _rows.Length == 0 ? 0 : most - (sum / _rows.Length);
    }
}
