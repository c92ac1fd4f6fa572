using System.Globalization;
using TaskSwarm.Kernel.Allocation;
using TaskSwarm.Kernel.Tasks;
using TaskSwarm.Kernel.Time;

namespace TaskSwarm.Scenarios.Crew;

/// <summary>
/// What can be awarded: every task of the plan as a whole and, for divisible ones, every part that there may be. An
/// item's number is its task number in the run. Immutable; all agents of a crew share one.
/// </summary>
internal sealed class CrewItems
{
    private readonly AllocationProblem _whole;
    private readonly int[] _taskOf;
    private readonly int[] _firstPart;
    private readonly int[] _rank;
    private readonly DivisibleTask?[] _divisible;
    private readonly int[][] _successors;

    public CrewItems(CrewPlan plan)
    {
        Plan = plan;
        _whole = plan.Whole;
        int tasks = _whole.Tasks.Count;
        _divisible = new DivisibleTask?[tasks];
        _firstPart = new int[tasks];
        var taskOf = new List<int>(Enumerable.Range(0, tasks));
        foreach (DivisibleTask divisible in plan.Divisible)
        {
            _divisible[divisible.Task] = divisible;
            _firstPart[divisible.Task] = taskOf.Count;
            taskOf.AddRange(Enumerable.Repeat(divisible.Task, divisible.GreatestParts));
        }

        _taskOf = [.. taskOf];
        _successors = SuccessorsOf(_whole);
        _rank = RanksOf(_whole, _successors);
    }

    public CrewPlan Plan { get; }

    public int Count => _taskOf.Length;

    public int TaskOf(int item) => _taskOf[item];

    /// <summary>The part from 1; 0 for a whole task.</summary>
    public int PartOf(int item) => item < _whole.Tasks.Count ? 0 : item - _firstPart[_taskOf[item]] + 1;

    public AllocationTask Of(int item) => _whole.Tasks[_taskOf[item]];

    /// <summary>A place in an order in which every task comes after its inputs.</summary>
    public int RankOf(int item) => _rank[_taskOf[item]];

    public IReadOnlyList<int> SuccessorsOf(int task) => _successors[task];

    public DivisibleTask? DivisibleOf(int task) => _divisible[task];

    /// <summary>The items that make up a task once it is known how it is split.</summary>
    public IReadOnlyList<int> ItemsOf(int task, int parts) =>
        _divisible[task] is null ? [task] : [.. Enumerable.Range(_firstPart[task], parts)];

    public string NameOf(int item) => PartOf(item) is int part and > 0
        ? string.Create(CultureInfo.InvariantCulture, $"{Of(item).Name}/{part}")
        : Of(item).Name;

    /// <summary>Whole microseconds at full speed.</summary>
    public long DurationOf(int agent, int item, int parts)
    {
        int task = _taskOf[item];
        double whole = _whole.Duration[agent, task];
        return _divisible[task] is DivisibleTask divisible
            ? (long)Math.Ceiling(whole / parts) + divisible.Overhead.Micros
            : (long)whole;
    }

    /// <summary>Seconds on the agent that does it fastest, at full speed; 0 if nobody can.</summary>
    public double FastestSeconds(int item, int parts)
    {
        double fastest = double.PositiveInfinity;
        for (int a = 0; a < _whole.Agents.Count; a++)
        {
            fastest = _whole.CanDo(a, _taskOf[item]) ? Math.Min(fastest, DurationOf(a, item, parts)) : fastest;
        }

        return double.IsFinite(fastest) ? fastest / 1e6 : 0;
    }

    public double NeedOf(int agent, int item, int parts) => _whole.Need[agent, _taskOf[item]] / parts;

    public double CostOf(int agent, int item, int parts) => _whole.Cost[agent, _taskOf[item]] / parts;

    public SimTime EarliestOf(int item) => SimTime.Max(Plan.Opening, Of(item).Release);

    public SimTime KnownFrom(int task) => Plan.KnownFrom.Count == 0 ? SimTime.Zero : Plan.KnownFrom[task];

    public TaskSpec SpecOf(int item)
    {
        AllocationTask task = Of(item);
        return new TaskSpec(new TaskId(item), NameOf(item))
        {
            Release = task.Release,
            Due = task.Due,
            Deadline = task.Deadline,
            WindowEnd = task.LatestStart,
            Priority = task.Priority,
            Value = task.Value,
            Locations = task.Place is Kernel.World.Vec3 place ? [place] : [],
            After = [.. task.Inputs.Select(i => new TaskId(i.Task))],
        };
    }

    private static int[][] SuccessorsOf(AllocationProblem whole)
    {
        var successors = new List<int>[whole.Tasks.Count];
        for (int t = 0; t < successors.Length; t++)
        {
            successors[t] = [];
        }

        for (int t = 0; t < successors.Length; t++)
        {
            foreach (TaskInput input in whole.Tasks[t].Inputs)
            {
                successors[input.Task].Add(t);
            }
        }

        return [.. successors.Select(s => s.ToArray())];
    }

    private static int[] RanksOf(AllocationProblem whole, int[][] successors)
    {
        int[] waiting = [.. whole.Tasks.Select(t => t.Inputs.Count)];
        var ready = new SortedSet<int>(Enumerable.Range(0, waiting.Length).Where(t => waiting[t] == 0));
        int[] rank = new int[waiting.Length];
        int next = 0;
        while (ready.Count > 0)
        {
            int task = ready.Min;
            ready.Remove(task);
            rank[task] = next++;
            foreach (int successor in successors[task])
            {
                if (--waiting[successor] == 0)
                {
                    ready.Add(successor);
                }
            }
        }

        return next == rank.Length
            ? rank
            : throw new ArgumentException("The inputs of the plan's tasks form a cycle.", nameof(whole));
    }
}
