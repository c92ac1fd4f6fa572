using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Allocation;
using TaskSwarm.Kernel.Tasks;
using TaskSwarm.Kernel.Time;
using TaskSwarm.Scenarios.Assignments.Sections;
using TaskSwarm.Scenarios.Crew;
using TaskSwarm.Scenarios.Format;

namespace TaskSwarm.Scenarios.Assignments;

/// <summary>Makes the plan of a crew of a scenario's sections.</summary>
internal sealed class AssignmentPlans(ScenarioReading scenario)
{
    // Where costs within budgets decide, arms that look at loads and ends leave tasks over.
    private static readonly IReadOnlyList<string> ArmsForCost = ["lp", "load-balancing", "priority", "static"];

    private readonly IReadOnlyList<AgentDeclaration> agents = scenario.Get(AssignmentKind.Agents);
    private readonly IReadOnlyList<TaskDeclaration> tasks = scenario.Get(AssignmentKind.Tasks);
    private readonly SkillBook skills = new(scenario);
    private readonly SimTime opening = SimTime.Zero + scenario.Get(AssignmentKind.Planning);

    /// <summary>Costs or profits as they are written.</summary>
    public PairTable Written { get; private set; } = PairTable.Same(0);

    /// <summary>The plan; null if problems were reported.</summary>
    public CrewPlan? Make()
    {
        var isSound = HasUniqueNames(agents.Select(a => a.Name), "agent") & HasUniqueNames(
            tasks.Select(t => t.Name), "task");
        var order = isSound ? TaskInputs() : null;
        if (order is null)
        {
            return null;
        }

        var tables = new AssignmentTables(scenario, agents, tasks);
        Written = tables.Costs();
        var whole = new AllocationProblem
        {
            Now = opening,
            Agents = [.. agents.Select(AgentOf)],
            Tasks = [.. tasks.Select((task, t) => TaskOf(task, t, order[t]))],
            Duration = tables.Durations(),
            Need = tables.Needs(),
            Cost = CostsFor(Written),
            Objective = scenario.Allocation.Objective ?? DefaultObjective(),
        };
        return PlanOf(whole);
    }

    private static StrategyOptions WithArms(StrategyOptions options, AllocationProblem whole) =>
        options.Arms.Count > 0 || whole.Objective.IsTimed ? options : options with { Arms = ArmsForCost };

    private CrewPlan PlanOf(AllocationProblem whole) => new()
    {
        Whole = whole,
        Opening = opening,
        KnownFrom = [.. tasks.Select(t => t.Known is { } known ? opening + known : SimTime.Zero)],
        Strategy = scenario.Allocation.Strategy,
        Strategies = scenario.Strategies,
        Options = WithArms(scenario.Allocation.Options, whole),
        ContractNet = scenario.Allocation.ContractNet,
        ThinkingStep = scenario.Allocation.Thinking,
        Latency = scenario.Link.Latency,
        TalkTime = scenario.TalkTime,
        Links = scenario.Allocation.Topology.LinksOf(scenario, [.. agents.Select(a => a.Name.Value)]),
        Seed = scenario.Seed,
        SkillNames = skills.Names,
    };

    private AllocationAgent AgentOf(AgentDeclaration agent, int index) => new(new AgentId(index + 1), agent.Name.Value)
    {
        Skills = skills.BitsOf(agent.Skills),
        Budget = agent.Budget,
        MaxTasks = agent.MaxTasks,
        Place = agent.Place,
        Home = agent.Home,
        Speed = agent.Speed,
    };

    private AllocationTask TaskOf(TaskDeclaration task, int index, IReadOnlyList<TaskInput> inputs) =>
        new(new TaskId(index), task.Name.Value)
        {
            Skills = skills.BitsOf(task.Skills),
            IsCoalition = task.IsTeam,
            Release = opening + task.Release,
            Due = task.Due is { } due ? opening + due : SimTime.Never,
            Deadline = task.Deadline is { } deadline ? opening + deadline : SimTime.Never,
            LatestStart = task.LatestStart is { } latest ? opening + latest : SimTime.Never,
            Priority = task.Priority,
            Value = task.Value,
            Decay = task.Decay,
            Place = task.Place,
            Inputs = inputs,
        };

    // Strategies minimise: of profits they see what is lost against the greatest one.
    private PairTable CostsFor(PairTable written)
    {
        if (scenario.Get(AssignmentKind.Sense) == Sense.Min)
        {
            return written;
        }

        var greatest = double.NegativeInfinity;
        for (var a = 0; a < agents.Count; a++)
        {
            for (var t = 0; t < tasks.Count; t++)
            {
                greatest = Math.Max(greatest, written[a, t]);
            }
        }

        return PairTable.Of(agents.Count, tasks.Count, (a, t) => greatest - written[a, t]);
    }

    private AllocationObjective DefaultObjective() =>
        tasks.Any(t => t.Cost is not null) ? AllocationObjective.ForCost
        : tasks.Any(t => t.Decay > 0) ? new AllocationObjective { Worth = 1, Unplaced = 0 }
        : AllocationObjective.ForMakespan;

    private bool HasUniqueNames(IEnumerable<Located<string>> names, string what)
    {
        var seen = new SortedSet<string>(StringComparer.Ordinal) { CrewAgents.DispatcherName };
        var areUnique = true;
        foreach (var name in names)
        {
            if (!seen.Add(name.Value))
            {
                scenario.Problem(name.Problem($"\"{name.Value}\" a second time", $"a name that no other {what} has"));
                areUnique = false;
            }
        }

        return areUnique;
    }

    private List<IReadOnlyList<TaskInput>>? TaskInputs()
    {
        var numbers = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var (task, index) in tasks.Select((task, index) => (task, index)))
        {
            numbers.Add(task.Name.Value, index);
        }

        var inputs = new List<IReadOnlyList<TaskInput>>();
        var isSound = true;
        foreach (var task in tasks)
        {
            foreach (var before in task.After.Where(b => !numbers.ContainsKey(b.Value)))
            {
                scenario.Problem(before.Problem(
                    $"no task \"{before.Value}\"", "the name of a task",
                    Suggestion.DidYouMean(before.Value, numbers.Keys)));
                isSound = false;
            }

            inputs.Add([.. task.After.Where(b => numbers.ContainsKey(b.Value))
                .Select(b => new TaskInput(numbers[b.Value], 0)).Distinct()]);
        }

        return isSound && !HasCycle(inputs) ? inputs : null;
    }

    /// <summary>Takes away, again and again, what waits for nothing; what is left waits for itself.</summary>
    private bool HasCycle(List<IReadOnlyList<TaskInput>> inputs)
    {
        var waits = new SortedSet<int>(Enumerable.Range(0, inputs.Count));
        int before;
        do
        {
            before = waits.Count;
            waits.ExceptWith(waits.Where(t => !inputs[t].Any(i => waits.Contains(i.Task))).ToArray());
        }
        while (waits.Count < before);
        if (waits.Count > 0)
        {
            scenario.Problem(tasks[waits.Min].Name.Problem(
                $"\"{tasks[waits.Min].Name.Value}\" waits for itself, directly or through others", "no such circle"));
        }

        return waits.Count > 0;
    }
}
