using TaskSwarm.Kernel.Allocation;
using TaskSwarm.Kernel.Random;

namespace TaskSwarm.Allocation.ContractNet;

/// <summary>
/// Re-auction where only cost and budgets count (generalised assignment). First awards by regret (Martello and Toth,
/// 1981), the best of four kinds of bid and of what is held already. Then tasks move to cheaper agents, swap with each
/// other, and push one another on to third agents, until nothing falls; then some are given back at random and called
/// again.
/// </summary>
internal sealed class CostReauction : IReauction
{
    private readonly AllocationProblem _problem;
    private readonly int _agents;
    private readonly int _tasks;
    private readonly double[] _room;
    private readonly int[] _places;
    private readonly int[] _holder;
    private readonly long _mostBids;
    private int[] _best;
    private double _objective;
    private double _bestObjective;
    private long _tried;

    /// <summary>Calls every task once.</summary>
    /// <param name="problem">Who may do what.</param>
    /// <param name="maxTries">About so many placements may be tried here.</param>
    public CostReauction(AllocationProblem problem, long maxTries)
    {
        (_problem, _mostBids) = (problem, Math.Min(30_000_000, maxTries / 4));
        (_agents, _tasks) = (problem.Agents.Count, problem.Tasks.Count);
        (_room, _places, _holder) = (new double[_agents], new int[_agents], new int[_tasks]);
        _best = new int[_tasks];
        Array.Fill(_best, -1);
        _bestObjective = _tasks * problem.Objective.Unplaced;
        if (problem.Tasks.Any(static t => t.Holder >= 0))
        {
            Load(null);
            Call(GiveHolders(), 0);
            Keep();
        }

        for (int kind = 0; kind < 4; kind++)
        {
            Load(null);
            Call([.. Enumerable.Range(0, _tasks)], kind);
            Keep();
        }
    }

    /// <inheritdoc/>
    public bool Round(RandomStream random, long tries)
    {
        double before = _bestObjective;
        long until = _tried + tries;
        Load(_best);
        Improve(until);
        Keep();
        while (_tried < until && _tasks > 1)
        {
            int[] tasks = [.. Enumerable.Range(0, _tasks)];
            random.Shuffle<int>(tasks);
            int[] back = tasks[..Math.Min(_tasks, 2 + random.NextInt(4 + (_tasks / 20)))];
            Array.ForEach(back, Drop);
            Call([.. back.Order()], random.NextInt(4));
            Improve(until);
            Keep();
            if (_objective > _bestObjective)
            {
                Load(_best);
            }
        }

        return _bestObjective < before;
    }

    /// <inheritdoc/>
    public Assignment ToAssignment()
    {
        var timetable = new Timetable(_problem);
        foreach (int task in TaskOrder.Of(_problem))
        {
            long start = _best[task] < 0
                ? Timetable.Impossible
                : timetable.EarliestStart(task, _best[task]);
            if (start != Timetable.Impossible)
            {
                timetable.Place(task, _best[task], start);
            }
        }

        return timetable.ToAssignment(_tried);
    }

    private double Price(int task, int agent) => agent < 0
        ? _problem.Objective.Unplaced
        : _problem.Objective.Cost * _problem.Cost[agent, task];

    private double Need(int task, int agent) => _problem.Need[agent, task];

    private bool Fits(int task, int agent, double freed = 0, int places = 0) =>
        _places[agent] + places > 0 && Need(task, agent) <= _room[agent] + freed && _problem.CanDo(agent, task);

    private void Load(int[]? holder)
    {
        for (int a = 0; a < _agents; a++)
        {
            (_room[a], _places[a]) = (_problem.Agents[a].Limit, _problem.Agents[a].MaxTasks);
        }

        Array.Fill(_holder, -1);
        _objective = _tasks * _problem.Objective.Unplaced;
        for (int t = 0; holder is not null && t < _tasks; t++)
        {
            Give(t, holder[t]);
        }
    }

    private List<int> GiveHolders()
    {
        var open = new List<int>();
        for (int t = 0; t < _tasks; t++)
        {
            int holder = _problem.Tasks[t].Holder;
            if (holder >= 0 && Fits(t, holder))
            {
                Give(t, holder);
            }
            else
            {
                open.Add(t);
            }
        }

        return open;
    }

    // The sum is reckoned anew and not carried on, so that it cannot drift.
    private void Keep()
    {
        double sum = 0;
        for (int t = 0; t < _tasks; t++)
        {
            sum += Price(t, _holder[t]);
        }

        _objective = sum;
        if (sum < _bestObjective)
        {
            (_best, _bestObjective) = ([.. _holder], sum);
        }
    }

    private void Drop(int task) => Give(task, -1);

    private void Give(int task, int agent)
    {
        int from = _holder[task];
        if (from >= 0)
        {
            _room[from] += Need(task, from);
            _places[from]++;
        }

        if (agent >= 0)
        {
            _room[agent] -= Need(task, agent);
            _places[agent]--;
        }

        _objective += Price(task, agent) - Price(task, from);
        _holder[task] = agent;
    }

    // The task with the most to lose from its second bid is awarded first.
    private void Call(List<int> open, int kind)
    {
        bool once = (long)open.Count * open.Count * _agents > _mostBids;
        while (open.Count > 0)
        {
            var calls = open.Select(t => (Task: t, Call: Bids(t, kind))).OrderByDescending(c => c.Call.Regret).ToList();
            foreach ((int task, (int winner, _)) in once ? calls : calls.Take(1))
            {
                int agent = once ? Bids(task, kind).Winner : winner;
                if (agent >= 0)
                {
                    Give(task, agent);
                }

                open.Remove(task);
            }
        }
    }

    private (int Winner, double Regret) Bids(int task, int kind)
    {
        (int winner, double first, double second) = (-1, double.PositiveInfinity, double.PositiveInfinity);
        for (int a = 0; a < _agents; a++)
        {
            if (!Fits(task, a) || Price(task, a) >= _problem.Objective.Unplaced)
            {
                continue;
            }

            double need = Need(task, a);
            double bid = kind switch
            {
                0 => Price(task, a),
                1 => need,
                2 => need / Math.Max(1e-9, _problem.Agents[a].Budget),
                _ => Price(task, a) + (need / Math.Max(1e-9, _room[a]) * Math.Abs(Price(task, a))),
            };
            (winner, first, second) = bid < first ? (a, bid, first) : (winner, first, Math.Min(second, bid));
        }

        _tried += _agents;
        return (winner, winner < 0 ? double.NegativeInfinity : second - first);
    }

    private void Improve(long until)
    {
        bool fell = true;
        while (fell && _tried < until)
        {
            fell = false;
            for (int t = 0; t < _tasks && _tried < until; t++)
            {
                fell |= Shift(t) || Swap(t) || Push(t);
            }
        }
    }

    private bool Shift(int task)
    {
        (int best, double price) = (-1, Price(task, _holder[task]) - 1e-9);
        for (int a = 0; a < _agents; a++)
        {
            (best, price) = a != _holder[task] && Price(task, a) < price && Fits(task, a)
                ? (a, Price(task, a))
                : (best, price);
        }

        _tried += _agents;
        if (best >= 0)
        {
            Give(task, best);
        }

        return best >= 0;
    }

    private bool Swap(int task)
    {
        int from = _holder[task];
        for (int other = 0; from >= 0 && other < _tasks; other++)
        {
            int to = _holder[other];
            if (to < 0 || to == from)
            {
                continue;
            }

            _tried++;
            double gain = Price(task, from) + Price(other, to) - Price(task, to) - Price(other, from);
            if (gain > 1e-9 && Fits(task, to, Need(other, to), 1) && Fits(other, from, Need(task, from), 1))
            {
                Give(task, to);
                Give(other, from);
                return true;
            }
        }

        return false;
    }

    // Takes another's place, and the other goes to a third agent.
    private bool Push(int task)
    {
        int from = _holder[task];
        for (int other = 0; other < _tasks; other++)
        {
            int to = _holder[other];
            if (to < 0 || to == from || other == task || !Fits(task, to, Need(other, to), 1))
            {
                continue;
            }

            double gain = Price(task, from) + Price(other, to) - Price(task, to) - 1e-9;
            for (int third = 0; third < _agents; third++)
            {
                _tried++;
                if (third != to && third != from && Price(other, third) < gain && Fits(other, third))
                {
                    Give(other, third);
                    Give(task, to);
                    return true;
                }
            }
        }

        return false;
    }
}
