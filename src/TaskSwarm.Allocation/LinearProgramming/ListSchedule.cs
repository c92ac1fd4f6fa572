using TaskSwarm.Kernel.Allocation;

namespace TaskSwarm.Allocation.LinearProgramming;

/// <summary>
/// Quick plans from which solvers start: tasks in order of a priority rule, each to the agent on which it ends earliest
/// or costs least. Rules: the longest path to the end (Topcuoglu and others 2002), due date, deadline, the given order.
/// </summary>
internal sealed class ListSchedule
{
    private readonly AllocationProblem _problem;
    private readonly IReadOnlyList<int> _order;
    private readonly double[] _rank;
    private readonly Timetable _table;

    private ListSchedule(AllocationProblem problem)
    {
        _problem = problem;
        _order = Precedence.Order(problem);
        _rank = Ranks();
        _table = new Timetable(problem);
    }

    /// <summary>The best plan of all rules.</summary>
    public static Assignment Best(AllocationProblem problem)
    {
        var schedule = new ListSchedule(problem);
        IReadOnlyList<AllocationTask> tasks = problem.Tasks;
        double[][] rules =
        [
            [.. schedule._rank.Select(r => -r)],
            [.. tasks.Select(t => (double)t.Due.Micros)],
            [.. tasks.Select(t => (double)Math.Min(t.Deadline.Micros, t.LatestStart.Micros))],
            new double[tasks.Count],
        ];
        Assignment? best = null;
        long effort = 0;
        foreach (double[] rule in rules)
        {
            foreach (bool byEnd in new[] { true, false })
            {
                Assignment plan = schedule.Run(rule, byEnd);
                effort += plan.Effort;
                best = best is null || plan.Objective < best.Objective ? plan : best;
            }
        }

        return best! with { Effort = effort };
    }

    private Assignment Run(double[] rule, bool byEnd)
    {
        _table.Clear();
        long effort = 0;
        int[] missing = [.. _problem.Tasks.Select(t => t.Inputs.Count)];
        List<int>[] users = Precedence.Users(_problem);
        var ready = new SortedSet<(double Rule, double Rank, int Task)>(
            _order.Where(t => missing[t] == 0).Select(t => (rule[t], -_rank[t], t)));
        while (ready.Count > 0)
        {
            (double, double, int Task) next = ready.Min;
            ready.Remove(next);
            effort += _problem.Agents.Count;
            Place(next.Task, byEnd);
            foreach (int user in users[next.Task])
            {
                if (--missing[user] == 0)
                {
                    ready.Add((rule[user], -_rank[user], user));
                }
            }
        }

        return _table.ToAssignment(effort);
    }

    private void Place(int task, bool byEnd)
    {
        if (_problem.Tasks[task].IsCoalition)
        {
            PlaceCoalition(task);
            return;
        }

        (double First, double Second) least = (double.PositiveInfinity, 0);
        (int best, long at) = (-1, 0);
        for (int a = 0; a < _problem.Agents.Count; a++)
        {
            long start = _table.EarliestStart(task, a, true);
            if (start == Timetable.Impossible)
            {
                continue;
            }

            double end = start + _problem.Duration[a, task];
            double price = _problem.Objective.Cost * _problem.Cost[a, task];
            (double, double) key = byEnd ? (end, price) : (price + LossOf(task, start, end), end);
            if (key.CompareTo(least) < 0)
            {
                (least, best, at) = (key, a, start);
            }
        }

        if (best >= 0)
        {
            _table.Place(task, best, at);
        }
    }

    private double LossOf(int task, long start, double end)
    {
        AllocationObjective weights = _problem.Objective;
        AllocationTask t = _problem.Tasks[task];
        double waited = Math.Max(0, start - t.Release.Micros) / 1e6;
        return (weights.Tardiness * Math.Max(0, end - t.Due.Micros) / 1e6) + (weights.Response * end / 1e6)
            - (weights.Worth * t.Value * Math.Exp(-t.Decay * waited));
    }

    private void PlaceCoalition(int task)
    {
        ulong needed = _problem.Tasks[task].Skills;
        int[] free = [.. Enumerable.Range(0, _problem.Agents.Count)
            .Select(a => (Start: _table.EarliestStart(task, a), Agent: a))
            .Where(c => c.Start != Timetable.Impossible).Order().Select(c => c.Agent)];
        var members = new List<int>();
        ulong brought = 0;
        foreach (int agent in free)
        {
            if (members.Count == 0 || (needed & ~brought & _problem.Agents[agent].Skills) != 0)
            {
                members.Add(agent);
                brought |= _problem.Agents[agent].Skills;
            }
        }

        foreach (int agent in members.ToArray())
        {
            ulong others = members.Where(m => m != agent).Aggregate(0UL, (s, m) => s | _problem.Agents[m].Skills);
            if (members.Count > 1 && (needed & ~others) == 0)
            {
                members.Remove(agent);
            }
        }

        members.Sort();
        long start = _table.EarliestStart(task, members);
        bool inTime = start != Timetable.Impossible && members.Count > 0 && start
            + members.Max(m => (long)_problem.Duration[m, task]) <= _problem.Tasks[task].Deadline.Micros;
        if (inTime && (needed & ~brought) == 0)
        {
            _table.Place(task, members, start);
        }
    }

    /// <summary>The mean time from a task's start to the end of all that depends on it.</summary>
    private double[] Ranks()
    {
        int agents = _problem.Agents.Count;
        double[] rank = new double[_problem.Tasks.Count];
        for (int i = _order.Count - 1; i >= 0; i--)
        {
            int task = _order[i];
            (double sum, int able) = (0, 0);
            for (int a = 0; a < agents; a++)
            {
                double d = _problem.Duration[a, task];
                (sum, able) = double.IsFinite(d) ? (sum + d, able + 1) : (sum, able);
            }

            rank[task] += able > 0 ? sum / able : 0;
            foreach (TaskInput input in _problem.Tasks[task].Inputs)
            {
                double carried = input.Bytes > 0 ? Precedence.MeanTransfer(_problem, input.Bytes) : 0;
                rank[input.Task] = Math.Max(rank[input.Task], rank[task] + carried);
            }
        }

        return rank;
    }
}
