using TaskSwarm.Kernel.Allocation;

namespace TaskSwarm.Allocation.Planning;

/// <summary>
/// Builds a plan task by task on a <see cref="Timetable"/>, counts the placements tried, and sees to it that in the end
/// nothing is left out that still fits somewhere.
/// </summary>
internal sealed class PlanBuilder
{
    private readonly AllocationProblem _problem;

    public PlanBuilder(AllocationProblem problem)
    {
        _problem = problem;
        Plan = new Timetable(problem);
        All = [.. Enumerable.Range(0, problem.Agents.Count)];
    }

    /// <summary>The plan so far.</summary>
    public Timetable Plan { get; }

    /// <summary>Placements tried so far.</summary>
    public long Effort { get; private set; }

    /// <summary>Whether a task stays undone that would cost more, on the agent that is best for it, than not being
    /// done.</summary>
    public bool LeavesLosses { get; init; }

    /// <summary>All agents by index.</summary>
    public IReadOnlyList<int> All { get; }

    /// <summary>When a task could start on an agent; see <see cref="Timetable.EarliestStart(int, int, bool)"/>.
    /// </summary>
    public long StartOn(int task, int agent, bool mayInsert = false)
    {
        Effort++;
        return Plan.EarliestStart(task, agent, mayInsert);
    }

    /// <summary>Places a task on an agent if it fits; a coalition task alone if the agent has all skills.</summary>
    public bool TryPlace(int task, int agent, bool mayInsert = false)
    {
        long start = StartOn(task, agent, mayInsert);
        bool fits = start != Timetable.Impossible && HasAllSkills(task, agent);
        if (fits)
        {
            Plan.Place(task, agent, start);
        }

        return fits;
    }

    /// <summary>
    /// Places a task on the first agents of an order of preference: a plain task on the first that it fits on, a
    /// coalition on the first that have all skills between them.
    /// </summary>
    public bool TryPlaceFirst(int task, IEnumerable<int> preference, bool mayInsert = false)
    {
        if (_problem.Tasks[task].IsCoalition)
        {
            return TryPlaceTeam(task, preference);
        }

        foreach (int agent in preference)
        {
            if (TryPlace(task, agent, mayInsert))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// Places a task where it adds least to the objective, then where it ends first, then on the lowest agent; a
    /// coalition is formed of those who are done first.
    /// </summary>
    public bool TryPlaceBest(int task, bool mayInsert = false)
    {
        if (_problem.Tasks[task].IsCoalition)
        {
            return TryPlaceTeam(task);
        }

        int best = -1;
        (double Added, long End, long Start) least = (double.PositiveInfinity, long.MaxValue, 0);
        for (int agent = 0; agent < _problem.Agents.Count; agent++)
        {
            long start = StartOn(task, agent, mayInsert);
            if (start == Timetable.Impossible)
            {
                continue;
            }

            long end = start + (long)_problem.Duration[agent, task];
            double added = AddedBy(task, agent, start, end);
            if (best < 0 || added < least.Added || (added == least.Added && end < least.End))
            {
                (best, least) = (agent, (added, end, start));
            }
        }

        if (best < 0 || (LeavesLosses && least.Added > _problem.Objective.Unplaced))
        {
            return false;
        }

        Plan.Place(task, best, least.Start);
        return true;
    }

    /// <summary>What a placement would add to the objective, with the makespan taken as the end of the task.</summary>
    public double AddedBy(int task, int agent, long start, long end)
    {
        AllocationObjective weights = _problem.Objective;
        AllocationTask t = _problem.Tasks[task];
        double now = _problem.Now.Micros;
        double sum = weights.Cost > 0 ? weights.Cost * _problem.Cost[agent, task] : 0;
        sum += weights.Makespan > 0 ? weights.Makespan * ((end - now) / 1e6) : 0;
        sum += weights.Response > 0 ? weights.Response * ((end - now) / 1e6) : 0;
        sum += weights.Tardiness > 0 ? weights.Tardiness * (Math.Max(0, end - t.Due.Micros) / 1e6) : 0;
        sum += weights.Imbalance > 0 ? weights.Imbalance * ((Plan.LoadOf(agent) + end - start) / 1e6) : 0;
        double waited = Math.Max(0, start - t.Release.Micros) / 1e6;
        return weights.Worth > 0 ? sum - (weights.Worth * t.Value * Math.Exp(-t.Decay * waited)) : sum;
    }

    /// <summary>Places what is left over and still fits somewhere, and gives the answer.</summary>
    public Assignment Finish()
    {
        int[] order = new TaskGraph(_problem).Order();
        bool travels = _problem.HasTravel;
        bool placed = true;

        // An agent that has travelled on may now reach what it could not reach before; nothing else comes late.
        for (int pass = 0; placed && (pass == 0 || travels); pass++)
        {
            placed = false;
            foreach (int task in order)
            {
                placed |= !Plan.IsPlaced(task) && TryPlaceBest(task);
            }
        }

        return Plan.ToAssignment(Effort);
    }

    /// <summary>Forms a coalition of those who are done first, by their own duration.</summary>
    public bool TryPlaceTeam(int task) => TryPlaceTeam(
        task,
        All.Select(a => (Agent: a, Start: StartOn(task, a))).Where(a => a.Start != Timetable.Impossible)
            .OrderBy(a => a.Start + (long)_problem.Duration[a.Agent, task]).ThenBy(a => a.Agent)
            .Select(a => a.Agent).ToList());

    /// <summary>
    /// Forms a coalition in an order of preference: agents join while they bring a skill that is missing; then those
    /// leave who have become superfluous, the last who joined first.
    /// </summary>
    private bool TryPlaceTeam(int task, IEnumerable<int> preference)
    {
        ulong needed = _problem.Tasks[task].Skills;
        var team = new List<int>();
        ulong missing = needed;
        foreach (int agent in preference)
        {
            if ((team.Count == 0 && needed == 0) || (missing & _problem.Agents[agent].Skills) != 0)
            {
                if (StartOn(task, agent) != Timetable.Impossible)
                {
                    team.Add(agent);
                    missing &= ~_problem.Agents[agent].Skills;
                }
            }

            if (missing == 0 && team.Count > 0)
            {
                break;
            }
        }

        if (missing != 0 || team.Count == 0)
        {
            return false;
        }

        for (int i = team.Count - 1; i >= 0 && team.Count > 1; i--)
        {
            ulong others = team.Where((_, j) => j != i).Aggregate(0UL, (all, a) => all | _problem.Agents[a].Skills);
            if ((others & needed) == needed)
            {
                team.RemoveAt(i);
            }
        }

        team.Sort();
        long start = Plan.EarliestStart(task, team);
        if (start == Timetable.Impossible)
        {
            return false;
        }

        Plan.Place(task, team, start);
        return true;
    }

    private bool HasAllSkills(int task, int agent) =>
        (_problem.Agents[agent].Skills & _problem.Tasks[task].Skills) == _problem.Tasks[task].Skills;
}
