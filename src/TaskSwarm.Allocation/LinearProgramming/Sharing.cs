using TaskSwarm.Kernel.Allocation;

namespace TaskSwarm.Allocation.LinearProgramming;

/// <summary>Makes whole tasks of shares, and shifts and swaps them while that lowers the cost.</summary>
internal sealed class Sharing
{
    private const int MostPasses = 100;
    private const long MostTried = 500_000_000;

    private readonly AllocationProblem _problem;
    private readonly Func<int, int, double> _share;
    private readonly int[] _agent;
    private readonly double[] _left;
    private readonly int[] _count;
    private long _tried;

    public Sharing(AllocationProblem problem, Func<int, int, double> share)
    {
        (_problem, _share) = (problem, share);
        _agent = new int[problem.Tasks.Count];
        Array.Fill(_agent, -1);
        _left = [.. problem.Agents.Select(a => a.Limit)];
        _count = new int[problem.Agents.Count];
    }

    /// <summary>The surest shares first; then the rest by regret: the task that loses most by waiting goes first.
    /// </summary>
    public void Round()
    {
        int[] agents = [.. Enumerable.Range(0, _left.Length)];
        int[] likeliest = [.. Enumerable.Range(0, _agent.Length).Select(t => agents.MaxBy(a => _share(a, t)))];
        foreach (int t in Enumerable.Range(0, _agent.Length).OrderByDescending(t => _share(likeliest[t], t)))
        {
            if (_share(likeliest[t], t) > 0.5 && Fits(likeliest[t], t))
            {
                Give(t, likeliest[t]);
            }
        }

        FillUp();
        for (int t = 0; t < _agent.Length; t++)
        {
            if (_agent[t] < 0)
            {
                MakeRoom(t);
            }
        }
    }

    /// <summary>Shifts and swaps down to where none helps.</summary>
    public void Improve()
    {
        bool better = true;
        for (int pass = 0; better && pass < MostPasses; pass++)
        {
            better = false;
            for (int t = 0; t < _agent.Length && _tried < MostTried; t++)
            {
                better |= Shift(t);
                for (int u = 0; u < t; u++)
                {
                    better |= Swap(t, u);
                }
            }
        }

        FillUp();
    }

    public Assignment ToAssignment(long effort)
    {
        var table = new Timetable(_problem);
        for (int t = 0; t < _agent.Length; t++)
        {
            if (_agent[t] >= 0 && table.EarliestStart(t, _agent[t]) is long start and not Timetable.Impossible)
            {
                table.Place(t, _agent[t], start);
            }
        }

        return table.ToAssignment(effort + _tried);
    }

    private void FillUp()
    {
        while (MostRegretted() is var (task, agent) && task >= 0)
        {
            Give(task, agent);
        }
    }

    private bool Pays(int agent, int task)
    {
        AllocationObjective o = _problem.Objective;
        return (o.Cost * _problem.Cost[agent, task]) - (o.Worth * _problem.Tasks[task].Value) < o.Unplaced;
    }

    private (int Task, int Agent) MostRegretted()
    {
        (int Task, int Agent, double Regret) most = (-1, -1, double.NegativeInfinity);
        for (int t = 0; t < _agent.Length; t++)
        {
            if (_agent[t] >= 0)
            {
                continue;
            }

            (int best, double first, double second) = (-1, double.PositiveInfinity, double.PositiveInfinity);
            for (int a = 0; a < _left.Length; a++)
            {
                if (!Fits(a, t) || !Pays(a, t))
                {
                    continue;
                }

                double cost = _problem.Cost[a, t];
                (best, first, second) = cost < first ? (a, cost, first) : (best, first, Math.Min(second, cost));
            }

            if (best >= 0 && second - first > most.Regret)
            {
                most = (t, best, second - first);
            }
        }

        return (most.Task, most.Agent);
    }

    /// <summary>Moves one task of an agent elsewhere, where that lets another in; the cheapest way.</summary>
    private void MakeRoom(int task)
    {
        (double Cost, int Moved, int To) best = (double.PositiveInfinity, -1, -1);
        for (int u = 0; u < _agent.Length; u++)
        {
            int from = _agent[u];
            if (from < 0 || !_problem.CanDo(from, task)
                || _left[from] + _problem.Need[from, u] < _problem.Need[from, task])
            {
                continue;
            }

            for (int to = 0; to < _left.Length; to++)
            {
                double cost = _problem.Cost[from, task] + _problem.Cost[to, u] - _problem.Cost[from, u];
                if (to != from && cost < best.Cost && Fits(to, u))
                {
                    best = (cost, u, to);
                }
            }
        }

        if (best.Moved >= 0)
        {
            int room = _agent[best.Moved];
            Take(best.Moved);
            Give(best.Moved, best.To);
            Give(task, room);
        }
    }

    private bool Shift(int t)
    {
        if (_agent[t] < 0)
        {
            return false;
        }

        int best = _agent[t];
        for (int a = 0; a < _left.Length; a++)
        {
            best = _problem.Cost[a, t] < _problem.Cost[best, t] && Fits(a, t) ? a : best;
        }

        bool moved = best != _agent[t];
        if (moved)
        {
            Take(t);
            Give(t, best);
        }

        return moved;
    }

    private bool Swap(int t, int u)
    {
        (int a, int b) = (_agent[t], _agent[u]);
        _tried++;
        if (a < 0 || b < 0 || a == b || !_problem.CanDo(b, t) || !_problem.CanDo(a, u)
            || _problem.Cost[b, t] + _problem.Cost[a, u] >= _problem.Cost[a, t] + _problem.Cost[b, u] - 1e-9
            || _left[a] + _problem.Need[a, t] < _problem.Need[a, u]
            || _left[b] + _problem.Need[b, u] < _problem.Need[b, t])
        {
            return false;
        }

        Take(t);
        Take(u);
        Give(t, b);
        Give(u, a);
        return true;
    }

    private bool Fits(int agent, int task)
    {
        _tried++;
        return _problem.CanDo(agent, task) && _problem.Need[agent, task] <= _left[agent]
            && _count[agent] < _problem.Agents[agent].MaxTasks;
    }

    private void Give(int task, int agent)
    {
        (_agent[task], _count[agent]) = (agent, _count[agent] + 1);
        _left[agent] -= _problem.Need[agent, task];
    }

    private void Take(int task)
    {
        int agent = _agent[task];
        (_agent[task], _count[agent]) = (-1, _count[agent] - 1);
        _left[agent] += _problem.Need[agent, task];
    }
}
