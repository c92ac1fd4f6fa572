using TaskSwarm.Kernel.Allocation;
using TaskSwarm.Kernel.Random;

namespace TaskSwarm.Allocation.ContractNet;

/// <summary>
/// Re-auction where times count: a task, or a pair, is called earlier or later than before, never before its inputs,
/// and everything is bid for anew; agents bid with idle gaps too. A calling order is kept if the objective does not
/// rise.
/// </summary>
internal sealed class ScheduleReauction : IReauction
{
    private readonly AllocationProblem _problem;
    private readonly Timetable _timetable;
    private readonly int[][] _able;
    private readonly int[] _placeOf;
    private int[] _order;
    private double _objective;
    private long _tried;

    /// <summary>Calls every task once.</summary>
    public ScheduleReauction(AllocationProblem problem)
    {
        (_problem, _timetable) = (problem, new Timetable(problem));
        _order = [.. TaskOrder.Of(problem)];
        _placeOf = new int[_order.Length];
        _able =
        [
            .. problem.Tasks.Select((_, t) => Enumerable.Range(0, problem.Agents.Count)
                .Where(a => problem.CanDo(a, t)).ToArray()),
        ];
        _objective = Award(_order);
    }

    /// <inheritdoc/>
    public bool Round(RandomStream random, long tries)
    {
        double before = _objective;
        long until = _tried + tries;
        while (_tried < until && _order.Length > 1)
        {
            int[] order = [.. _order];
            for (int moves = 1 + random.NextInt(2); moves > 0; moves--)
            {
                Move(order, random.NextInt(order.Length), random);
            }

            // At least something is tried, so that the round ends where nobody can do anything.
            _tried++;
            double objective = Award(order);
            (_order, _objective) = objective <= _objective ? (order, objective) : (_order, _objective);
        }

        return _objective < before;
    }

    /// <inheritdoc/>
    public Assignment ToAssignment()
    {
        Award(_order);
        return _timetable.ToAssignment(_tried);
    }

    private void Move(int[] order, int from, RandomStream random)
    {
        for (int at = 0; at < order.Length; at++)
        {
            _placeOf[order[at]] = at;
        }

        int task = order[from];
        int first = _problem.Tasks[task].Inputs.Select(i => _placeOf[i.Task] + 1).DefaultIfEmpty(0).Max();
        int last = from;
        while (last + 1 < order.Length && _problem.Tasks[order[last + 1]].Inputs.All(i => i.Task != task))
        {
            last++;
        }

        int to = first + random.NextInt(last - first + 1);
        int step = Math.Sign(to - from);
        for (int at = from; at != to; at += step)
        {
            order[at] = order[at + step];
        }

        order[to] = task;
    }

    private double Award(int[] order)
    {
        _timetable.Clear();
        foreach (int task in order)
        {
            if (_problem.Tasks[task].IsCoalition)
            {
                AwardTeam(task);
            }
            else
            {
                AwardOne(task);
            }
        }

        return _timetable.Objective();
    }

    private void AwardOne(int task)
    {
        (int winner, long start, double best) = (-1, 0, _problem.Objective.Unplaced);
        foreach (int agent in _able[task])
        {
            long possible = _timetable.EarliestStart(task, agent, mayInsert: true);
            if (possible == Timetable.Impossible)
            {
                continue;
            }

            double bid = PlacementBid.Of(_problem, task, agent, possible, _timetable.LoadOf(agent));
            (winner, start, best) = bid < best ? (agent, possible, bid) : (winner, start, best);
        }

        _tried += _able[task].Length;
        if (winner >= 0)
        {
            _timetable.Place(task, winner, start);
        }
    }

    // Whoever could start first joins if it brings a skill that is still missing.
    private void AwardTeam(int task)
    {
        ulong missing = _problem.Tasks[task].Skills;
        var team = new List<int>();
        foreach (int agent in _able[task].OrderBy(a => _timetable.EarliestStart(task, a)))
        {
            bool helps = (_problem.Agents[agent].Skills & missing) != 0 || team.Count == 0;
            if (helps && _timetable.EarliestStart(task, agent) != Timetable.Impossible)
            {
                team.Add(agent);
                missing &= ~_problem.Agents[agent].Skills;
            }

            if (missing == 0)
            {
                break;
            }
        }

        _tried += _able[task].Length;
        team.Sort();
        if (missing == 0 && team.Count > 0 && _timetable.EarliestStart(task, team) != Timetable.Impossible
            && Fits(task, team))
        {
            _timetable.Place(task, team, _timetable.EarliestStart(task, team));
        }
    }

    // The slowest member decides when it ends.
    private bool Fits(int task, List<int> team)
    {
        AllocationTask t = _problem.Tasks[task];
        long start = _timetable.EarliestStart(task, team);
        return start <= t.LatestStart.Micros
            && start + team.Max(a => (long)_problem.Duration[a, task]) <= t.Deadline.Micros;
    }
}
