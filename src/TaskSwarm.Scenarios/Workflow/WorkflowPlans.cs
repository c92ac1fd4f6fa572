using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Allocation;
using TaskSwarm.Kernel.Tasks;
using TaskSwarm.Kernel.Time;
using TaskSwarm.Scenarios.Assignments;
using TaskSwarm.Scenarios.Crew;
using TaskSwarm.Scenarios.Format;
using TaskSwarm.Scenarios.Workflow.Jobs;
using TaskSwarm.Scenarios.Workflow.Sections;

namespace TaskSwarm.Scenarios.Workflow;

/// <summary>Makes the plan of a crew of a scenario's sections.</summary>
internal sealed class WorkflowPlans
{
    // Tables of durations and costs take 8 bytes for each pair.
    private const long MostPairs = 20_000_000;

    private readonly ScenarioReading _scenario;
    private readonly UnitPark _units;
    private readonly SkillBook _skills;
    private readonly SimTime _opening;
    private readonly List<PlannedTask> _tasks = [];

    /// <param name="scenario">What was read, and where problems are reported.</param>
    public WorkflowPlans(ScenarioReading scenario)
    {
        _scenario = scenario;
        _units = new UnitPark(scenario);
        _skills = new SkillBook(scenario);
        _opening = SimTime.Zero + scenario.Get(WorkflowKind.Planning);
    }

    /// <summary>The tasks of the plan, in its order.</summary>
    public IReadOnlyList<PlannedTask> Tasks => _tasks;

    /// <summary>The jobs that arrive.</summary>
    public IReadOnlyList<PlannedJob> Jobs { get; private set; } = [];

    /// <summary>The phases in which they arrive, with their beginnings.</summary>
    public IReadOnlyList<(string Name, SimTime From)> Phases { get; private set; } = [];

    /// <summary>The plan; null if problems were reported.</summary>
    public CrewPlan? Make()
    {
        bool isSound = IsInTime() & _units.Fill() & AddTasks() & AddJobs();
        if (!isSound || !IsNotTooLarge())
        {
            return null;
        }

        var whole = new AllocationProblem
        {
            Now = _opening,
            Agents = [.. Enumerable.Range(0, _units.Count).Select(AgentOf)],
            Tasks = [.. Enumerable.Range(0, _tasks.Count).Select(TaskOf)],
            Duration = PairTable.Of(_units.Count, _tasks.Count, DurationOf),
            Cost = _units.Groups.All(g => g.Price == 0)
                ? PairTable.Same(0)
                : PairTable.Of(_units.Count, _tasks.Count, CostOf),
            Objective = _scenario.Allocation.Objective ?? DefaultObjective(),
        };
        return CanAllBeDone(whole) ? PlanOf(whole) : null;
    }

    /// <summary>What arrives without end has no makespan worth the name.</summary>
    private AllocationObjective DefaultObjective() => Jobs.Count > 0
        ? new AllocationObjective { Response = 1 }
        : new AllocationObjective { Makespan = 1, Response = 1e-6 };

    private bool IsInTime()
    {
        if (_opening < _scenario.End)
        {
            return true;
        }

        _scenario.Problem(
            WorkflowKind.Planning, $"{_opening} of planning in a run of {_scenario.End}",
            "less than the run's duration");
        return false;
    }

    private bool AddTasks()
    {
        IReadOnlyList<WorkDeclaration> tasks = _scenario.Get(WorkflowKind.Tasks);
        bool isSound = _units.Knows(tasks);
        if (new TaskGraph(_scenario, tasks).Inputs() is not { } inputs)
        {
            return false;
        }

        for (int t = 0; t < tasks.Count; t++)
        {
            SimTime known = tasks[t].Known is SimDuration later ? _opening + later : SimTime.Zero;
            _tasks.Add(new PlannedTask(tasks[t], tasks[t].Name.Value, _opening, known, inputs[t]));
        }

        return isSound;
    }

    private bool AddJobs()
    {
        if (!_scenario.Has(WorkflowKind.Jobs))
        {
            return true;
        }

        JobsSection section = _scenario.Get(WorkflowKind.Jobs);
        IReadOnlyList<PlannedJob>? jobs = new JobPlans(_scenario, section, _units).AddTo(_tasks, _opening);
        Jobs = jobs ?? [];
        Phases = section.BeginningsFrom(_opening);
        return jobs is not null;
    }

    private bool IsNotTooLarge()
    {
        if (_tasks.Count == 0)
        {
            _scenario.Problem(WorkflowKind.Tasks, "no task, and no job that arrives", "at least one of either");
            return false;
        }

        if ((long)_units.Count * _tasks.Count <= MostPairs)
        {
            return true;
        }

        _scenario.Problem(
            WorkflowKind.Tasks, $"{_tasks.Count} tasks for {_units.Count} units",
            $"at most {MostPairs} pairs of unit and task");
        return false;
    }

    /// <summary>What no unit can ever do is an error of the file and not of the run.</summary>
    private bool CanAllBeDone(AllocationProblem whole)
    {
        var seen = new HashSet<WorkDeclaration>(ReferenceEqualityComparer.Instance);
        bool isSound = true;
        for (int t = 0; t < _tasks.Count; t++)
        {
            Located<string> name = _tasks[t].Declared.Name;
            if (seen.Add(_tasks[t].Declared) && !Enumerable.Range(0, _units.Count).Any(a => whole.CanDo(a, t)))
            {
                _scenario.Problem(name.Problem(
                    $"\"{name.Value}\", which no unit can do",
                    "a unit with its skills, cores and storage among those that may do it"));
                isSound = false;
            }
        }

        return isSound;
    }

    private double DurationOf(int unit, int task)
    {
        UnitGroup group = _units.Groups[unit];
        WorkDeclaration declared = _tasks[task].Declared;
        return declared.Storage > group.Storage || !declared.MayRunOn(_units.Names[unit])
            ? double.PositiveInfinity
            : SimDuration.CeilingSeconds(_tasks[task].Work / group.Speed).Micros;
    }

    private double CostOf(int unit, int task)
    {
        double micros = DurationOf(unit, task);
        return double.IsFinite(micros) ? _units.Groups[unit].Price * micros / 1e6 : 0;
    }

    private CrewPlan PlanOf(AllocationProblem whole) => new()
    {
        Whole = whole,
        Opening = _opening,
        KnownFrom = [.. _tasks.Select(t => t.Known)],
        Strategy = _scenario.Allocation.Strategy,
        Strategies = _scenario.Strategies,
        Options = _scenario.Allocation.Options,
        ContractNet = _scenario.Allocation.ContractNet,
        ThinkingStep = _scenario.Allocation.Thinking,
        Latency = _scenario.Link.Latency,
        TalkTime = _scenario.TalkTime,
        Links = _scenario.Allocation.Topology.LinksOf(_scenario, [.. whole.Agents.Select(a => a.Name)]),
        Seed = _scenario.Seed,
        Stragglers = _scenario.Has(WorkflowKind.Stragglers) ? _scenario.Get(WorkflowKind.Stragglers) : null,
        Divisible = [.. Enumerable.Range(0, _tasks.Count).Select(DivisibleOf).OfType<DivisibleTask>()],
    };

    private DivisibleTask? DivisibleOf(int task) => _tasks[task].Declared.Divisible is { } division
        ? new DivisibleTask(task, division.Least, division.Greatest, division.Overhead)
        {
            Family = _tasks[task].Declared.Family,
        }
        : null;

    private AllocationAgent AgentOf(int unit) => new(new AgentId(unit + 1), _units.Names[unit])
    {
        Skills = _skills.BitsOf(_units.Groups[unit].Skills),
        Slots = _units.Groups[unit].Cores,
        BytesPerSecond = _units.Groups[unit].BytesPerSecond,
    };

    private AllocationTask TaskOf(int index)
    {
        PlannedTask task = _tasks[index];
        return new AllocationTask(new TaskId(index), task.Name)
        {
            Skills = _skills.BitsOf(task.Declared.Skills),
            Slots = task.Declared.Cores,
            Release = task.Release,
            Due = task.Due,
            Priority = task.Declared.Priority,
            Inputs = task.Inputs,
        };
    }
}
