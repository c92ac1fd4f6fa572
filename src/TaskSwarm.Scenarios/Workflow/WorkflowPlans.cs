using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Allocation;
using TaskSwarm.Kernel.Tasks;
using TaskSwarm.Kernel.Time;
using TaskSwarm.Scenarios.Assignments;
using TaskSwarm.Scenarios.Crew;
using TaskSwarm.Scenarios.Format;
using TaskSwarm.Scenarios.Workflow.Sections;

namespace TaskSwarm.Scenarios.Workflow;

/// <summary>Makes the plan of a crew of a scenario's sections.</summary>
internal sealed class WorkflowPlans(ScenarioReading scenario)
{
    private readonly IReadOnlyList<WorkDeclaration> tasks = scenario.Get(WorkflowKind.Tasks);
    private readonly SkillBook skills = new(scenario);
    private readonly SimTime opening = SimTime.Zero + scenario.Get(WorkflowKind.Planning);

    /// <summary>The plan; null if problems were reported.</summary>
    public CrewPlan? Make()
    {
        var groups = scenario.Get(WorkflowKind.Units);
        if (groups.Sum(g => (long)g.Count) >= ScenarioLimits.Agents)
        {
            scenario.Problem(WorkflowKind.Units, "too many units", $"fewer than {ScenarioLimits.Agents}");
            return null;
        }

        (UnitGroup Group, string Name)[] units =
            [.. groups.SelectMany(g => Enumerable.Range(0, g.Count).Select(u => (g, g.NameOf(u))))];
        var isSound = HasUniqueNames(units.Select(u => u.Name)) & KnowsUnits(units);
        if (new TaskGraph(scenario, tasks).Inputs() is not { } inputs || !isSound)
        {
            return null;
        }

        var durations = PairTable.Of(
            units.Length, tasks.Count, (a, t) => Duration(units[a].Group, units[a].Name, tasks[t]));
        var whole = new AllocationProblem
        {
            Now = opening,
            Agents = [.. units.Select((unit, index) => AgentOf(unit.Group, unit.Name, index))],
            Tasks = [.. tasks.Select((task, t) => TaskOf(task, t, inputs[t]))],
            Duration = durations,
            Cost = PairTable.Of(units.Length, tasks.Count, (a, t) => double.IsFinite(durations[a, t])
                ? units[a].Group.Price * durations[a, t] / 1e6 : 0),
            Objective = scenario.Allocation.Objective ?? new AllocationObjective { Makespan = 1, Response = 1e-6 },
        };
        return PlanOf(whole);
    }

    private static double Duration(UnitGroup group, string name, WorkDeclaration task) =>
        task.Storage > group.Storage
        || (task.Only is not null && !task.Only.Any(o => string.Equals(o.Value, name, StringComparison.Ordinal)))
            ? double.PositiveInfinity
            : SimDuration.CeilingSeconds(task.Work / group.Speed).Micros;

    private CrewPlan PlanOf(AllocationProblem whole) => new()
    {
        Whole = whole,
        Opening = opening,
        KnownFrom = [.. tasks.Select(t => t.Known is { } known ? opening + known : SimTime.Zero)],
        Strategy = scenario.Allocation.Strategy,
        Strategies = scenario.Strategies,
        Options = scenario.Allocation.Options,
        ContractNet = scenario.Allocation.ContractNet,
        ThinkingStep = scenario.Allocation.Thinking,
        Latency = scenario.Link.Latency,
        Seed = scenario.Seed,
        Stragglers = scenario.Has(WorkflowKind.Stragglers) ? scenario.Get(WorkflowKind.Stragglers) : null,
        Divisible =
        [
            .. tasks.Select((task, index) => (task.Divisible, index)).Where(t => t.Divisible is not null).Select(
                t => new DivisibleTask(t.index, t.Divisible!.Least, t.Divisible.Greatest, t.Divisible.Overhead)),
        ],
        ReauctionRounds = scenario.Allocation.Options.MaxRounds,
    };

    private AllocationAgent AgentOf(UnitGroup group, string name, int index) => new(new AgentId(index + 1), name)
    {
        Skills = skills.BitsOf(group.Skills),
        Slots = group.Cores,
        BytesPerSecond = group.BytesPerSecond,
    };

    private AllocationTask TaskOf(WorkDeclaration task, int index, IReadOnlyList<TaskInput> inputs) =>
        new(new TaskId(index), task.Name.Value)
        {
            Skills = skills.BitsOf(task.Skills),
            Slots = task.Cores,
            Release = opening + Longer(task.Release, task.Known ?? SimDuration.Zero),
            Due = task.Due is { } due ? opening + due : SimTime.Never,
            Priority = task.Priority,
            Inputs = inputs,
        };

    private static SimDuration Longer(SimDuration a, SimDuration b) => a >= b ? a : b;

    private bool HasUniqueNames(IEnumerable<string> names)
    {
        var seen = new SortedSet<string>(StringComparer.Ordinal) { CrewAgents.DispatcherName };
        if (names.FirstOrDefault(name => !seen.Add(name)) is { } twice)
        {
            scenario.Problem(
                WorkflowKind.Units, $"two agents called \"{twice}\"",
                $"names that are unique; the dispatcher's is \"{CrewAgents.DispatcherName}\"");
            return false;
        }

        return true;
    }

    private bool KnowsUnits((UnitGroup Group, string Name)[] units)
    {
        var isSound = true;
        foreach (var only in tasks.SelectMany(t => t.Only ?? []))
        {
            if (!units.Any(u => string.Equals(u.Name, only.Value, StringComparison.Ordinal)))
            {
                scenario.Problem(only.Problem(
                    $"no unit \"{only.Value}\"", "the name of a unit",
                    Suggestion.DidYouMean(only.Value, units.Select(u => u.Name))));
                isSound = false;
            }
        }

        return isSound;
    }
}
