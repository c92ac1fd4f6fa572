using Google.OrTools.Sat;
using TaskSwarm.Kernel.Allocation;

namespace TaskSwarm.Allocation.LinearProgramming;

/// <summary>
/// The exact model of an allocation problem: who does what (this file), when (<c>Times</c>), on which way
/// (<c>Travel</c>), and what it comes to (<c>Objective</c>). Agents that nothing tells apart form one group with a
/// common capacity: who of them does what is settled afterwards, since tasks in the order of their starts always find a
/// free one.
/// </summary>
internal sealed partial class MipModel
{
    private readonly AllocationProblem _problem;
    private readonly IReadOnlyList<IReadOnlyList<int>> _groups;
    private readonly CpModel _model = new();
    private readonly WholeObjective _objective = new();
    private readonly Assignment _start;

    // By group and task; null where the group cannot do the task.
    private readonly BoolVar?[,] _does;

    // By task; null where the task must be placed.
    private readonly BoolVar?[] _placed;

    public MipModel(AllocationProblem problem, Assignment start)
    {
        (_problem, _start) = (problem, start);
        _groups = Groups(problem);
        _does = new BoolVar?[_groups.Count, problem.Tasks.Count];
        _placed = new BoolVar?[problem.Tasks.Count];
        bool mustPlaceAll = MustPlaceAll();
        for (int t = 0; t < problem.Tasks.Count; t++)
        {
            AddCrew(t, mustPlaceAll);
        }

        AddBudgets();
        if (MipShape.NeedsTimes(problem))
        {
            AddTimes();
        }
        else
        {
            AddPrecedenceOfPlacing();
        }

        AddSymmetryBreaking();
        AddObjective();
    }

    public CpModel Cp => _model;

    /// <summary>Whether budgets were rounded: answers keep to them, but the bound holds for the rounded ones alone.
    /// </summary>
    public bool IsNarrowed { get; private set; }

    public WholeObjective Objective => _objective;

    /// <summary>How CP-SAT's answer is carried out, each task as early as its place in the order allows.</summary>
    public Assignment Rebuild(CpSat answer)
    {
        IReadOnlyList<int> order = Precedence.Order(_problem);
        var table = new Timetable(_problem);
        IEnumerable<int> tasks = _begin is null
            ? order
            : order.OrderBy(t => answer.Value(_begin[t])).ThenBy(t => answer.Value(_finish![t]));
        foreach (int task in tasks)
        {
            int[] groups = [.. Enumerable.Range(0, _groups.Count)
                .Where(g => _does[g, task] is BoolVar does && answer.Holds(does))];
            if (groups.Length > 0)
            {
                Place(table, task, groups);
            }
        }

        return table.ToAssignment(0);
    }

    private void Place(Timetable table, int task, int[] groups)
    {
        if (_problem.Tasks[task].IsCoalition)
        {
            int[] members = [.. groups.Select(g => _groups[g][0]).Order()];
            long common = table.EarliestStart(task, members);
            if (common != Timetable.Impossible)
            {
                table.Place(task, members, common);
            }

            return;
        }

        (long start, int agent) = _groups[groups[0]].Min(a => (table.EarliestStart(task, a, true), a));
        if (start != Timetable.Impossible)
        {
            table.Place(task, agent, start);
        }
    }

    private static IReadOnlyList<IReadOnlyList<int>> Groups(AllocationProblem problem) =>
        MipShape.MayGroup(problem)
            ? IdenticalAgents.Classes(problem, problem.Agents.All(a => a.Slots == 1))
            : [.. Enumerable.Range(0, problem.Agents.Count).Select(a => (IReadOnlyList<int>)[a])];

    private void AddCrew(int task, bool mustPlace)
    {
        AllocationTask t = _problem.Tasks[task];
        var crew = new List<BoolVar>();
        for (int g = 0; g < _groups.Count; g++)
        {
            if (_problem.CanDo(_groups[g][0], task))
            {
                BoolVar does = _model.NewBoolVar($"does_{g}_{task}");
                _does[g, task] = does;
                crew.Add(does);
                _model.AddHint(does, _start.Placements[task].IsPlaced
                    && _start.Placements[task].Agents.Any(_groups[g].Contains));
            }
        }

        if (!mustPlace)
        {
            _placed[task] = _model.NewBoolVar($"placed_{task}");
            _model.AddHint(_placed[task]!, _start.Placements[task].IsPlaced);
        }

        if (t.IsCoalition)
        {
            AddCover(task, t.Skills);
        }
        else if (mustPlace)
        {
            _model.AddExactlyOne(crew);
        }
        else
        {
            _model.AddExactlyOne(crew.Append(_placed[task]!.Not()));
        }
    }

    private void AddCover(int task, ulong skills)
    {
        BoolVar[] crew = [.. CrewOf(task).Select(c => c.Does)];
        for (ulong rest = skills; rest != 0; rest &= rest - 1)
        {
            ulong skill = rest & ~(rest - 1);
            IEnumerable<ILiteral> able = CrewOf(task)
                .Where(c => (_problem.Agents[_groups[c.Group][0]].Skills & skill) != 0).Select(c => c.Does);
            _model.AddBoolOr(_placed[task] is BoolVar p ? able.Append(p.Not()) : able);
        }

        if (skills == 0)
        {
            _model.AddBoolOr(_placed[task] is BoolVar p ? crew.Append(p.Not()) : crew);
        }

        foreach (BoolVar does in crew.Where(_ => _placed[task] is not null))
        {
            _model.AddImplication(does, _placed[task]!);
        }
    }

    private IEnumerable<(int Group, BoolVar Does)> CrewOf(int task)
    {
        for (int g = 0; g < _groups.Count; g++)
        {
            if (_does[g, task] is BoolVar does)
            {
                yield return (g, does);
            }
        }
    }

    private void AddBudgets()
    {
        for (int g = 0; g < _groups.Count; g++)
        {
            AllocationAgent agent = _problem.Agents[_groups[g][0]];
            int[] tasks = [.. Enumerable.Range(0, _problem.Tasks.Count).Where(t => _does[g, t] is not null)];
            if (agent.MaxTasks < tasks.Length)
            {
                _model.Add(LinearExpr.Sum(tasks.Select(t => _does[g, t]!)) <= agent.MaxTasks);
            }

            double[] needs = [.. tasks.Select(t => _problem.Need[_groups[g][0], t])];
            if (needs.Sum() > agent.Limit)
            {
                double? exact = WholeNumbers.Factor([.. needs, agent.Budget]);
                double factor = exact ?? 1e12 / Math.Max(1e-9, agent.Budget);
                IsNarrowed |= exact is null;
                long[] whole = [.. needs.Select(n => exact is null
                    ? (long)Math.Ceiling(n * factor)
                    : (long)Math.Round(n * factor))];
                _model.Add(LinearExpr.WeightedSum(tasks.Select(t => _does[g, t]!), whole)
                    <= (long)Math.Floor(exact is null ? agent.Limit * factor : (agent.Budget * factor) + 1e-6));
            }
        }
    }

    private void AddPrecedenceOfPlacing()
    {
        for (int t = 0; t < _placed.Length; t++)
        {
            foreach (TaskInput input in _problem.Tasks[t].Inputs.Where(i => _placed[i.Task] is not null))
            {
                _model.AddImplication(_placed[t]!, _placed[input.Task]!);
            }
        }
    }

    /// <summary>Of agents alike, none gets its first task before the agent ahead of it has one.</summary>
    private void AddSymmetryBreaking()
    {
        long size = (long)_problem.Tasks.Count * _problem.Tasks.Count * _problem.Agents.Count;
        if (_groups.Count < _problem.Agents.Count || size > 2_000_000)
        {
            return;
        }

        foreach (IReadOnlyList<int> alike in IdenticalAgents.Classes(_problem, false))
        {
            for (int i = 1; i < alike.Count; i++)
            {
                for (int t = 0; t < _problem.Tasks.Count; t++)
                {
                    if (_does[alike[i], t] is BoolVar does)
                    {
                        _model.AddBoolOr([does.Not(), .. Enumerable.Range(0, t)
                            .Select(u => _does[alike[i - 1], u]).OfType<BoolVar>()]);
                    }
                }
            }
        }
    }
}
