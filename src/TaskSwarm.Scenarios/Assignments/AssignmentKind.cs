using TaskSwarm.Kernel.Allocation;
using TaskSwarm.Kernel.Runs;
using TaskSwarm.Kernel.Time;
using TaskSwarm.Scenarios.Assignments.Sections;
using TaskSwarm.Scenarios.Crew;
using TaskSwarm.Scenarios.Crew.Runs;
using TaskSwarm.Scenarios.Format;

namespace TaskSwarm.Scenarios.Assignments;

/// <summary>
/// Tasks for agents whose capacity is limited: generalised assignment (costs and needs for each pair), coalitions of
/// travelling robots with skills and precedence, and tasks whose worth decays until somebody comes.
/// </summary>
public sealed class AssignmentKind : IScenarioKind
{
    internal static readonly Field<SimDuration> Planning = Field.WithDefault(
        "planning", "how long before the opening the run begins; all times of tasks count from its end",
        Shape.Duration(above: "0s", max: "3650d"), or: "10s");

    internal static readonly Field<IReadOnlyList<AgentDeclaration>> Agents = Field.Required(
        "agents", "who can do tasks", Shape.List(AgentDeclaration.Shaped, 1, 10_000));

    internal static readonly Field<IReadOnlyList<TaskDeclaration>> Tasks = Field.Required(
        "tasks", "what is to be done", Shape.List(TaskDeclaration.Shaped, 1, 100_000));

    internal static readonly Field<Sense> Sense = Field.WithDefault(
        "sense", "what the numbers under cost are: costs (min) or profits (max)",
        Shape.Choice(("min", Assignments.Sense.Min), ("max", Assignments.Sense.Max)), or: "min");

    internal static readonly Field<double> Best = Field.Optional(
        "bestKnown", "the best known cost, profit, worth or makespan in seconds, for comparison",
        Shape.Number(above: 0));

    /// <inheritdoc/>
    public string Name => "assignment";

    /// <inheritdoc/>
    public string Description => "tasks for agents with limited capacity, alone or in coalitions";

    /// <inheritdoc/>
    public string DefaultStrategy => "contract-net";

    /// <inheritdoc/>
    public IReadOnlyList<Field> Sections { get; } = [Planning, Sense, Agents, Tasks, Best];

    /// <inheritdoc/>
    public string Template => """
        # Three robots share out five jobs. Try: taskswarm run FILE --strategy mip --plot robots.png
        taskswarm: 1
        kind: assignment
        name: my-robots
        description: Three robots, five jobs, one of which takes two of them.
        seed: 1
        duration: 10min

        network: { latency: 5ms }
        allocation: { strategy: contract-net }

        planning: 5s               # all times below count from its end
        agents:
          - { name: lifter, skills: [lift], at: [0m, 0m], speed: 1m/s }
          - { name: welder, skills: [weld], at: [0m, 0m], speed: 1m/s }
          - { name: helper, skills: [lift, weld], at: [10m, 0m], speed: 0.5m/s }
        tasks:
          - { name: unload, skills: [lift], at: [5m, 0m], duration: 20s }
          - { name: stack, skills: [lift], at: [5m, 5m], duration: 10s, after: [unload] }
          - { name: frame, skills: [lift, weld], team: true, at: [8m, 2m], duration: 30s, after: [unload] }
          - { name: seam, skills: [weld], at: [8m, 2m], duration: 15s, after: [frame], due: 2min }
          - { name: inspect, at: [0m, 9m], duration: 5s }
        """;

    /// <inheritdoc/>
    public string? Objection(StrategyInfo strategy)
    {
        ArgumentNullException.ThrowIfNull(strategy);
        return strategy.Name == "large-neighbourhood-search"
            ? "large-neighbourhood-search plans routes of vehicles with loads; tasks here have none"
            : null;
    }

    /// <inheritdoc/>
    public Simulation? Build(ScenarioReading scenario)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        var plans = new AssignmentPlans(scenario);
        if (plans.Make() is not { } plan)
        {
            return null;
        }

        if (CrewAgents.Objection(plan) is { } reason)
        {
            scenario.RefuseStrategy(reason);
            return null;
        }

        var isProfit = scenario.Get(Sense) == Assignments.Sense.Max;
        double? best = scenario.Has(Best) ? scenario.Get(Best) : null;
        var simulation = scenario.Assemble(CrewAgents.Of(plan));
        return simulation with
        {
            Facts = new CrewFacts(plan),
            CreateReaders = () =>
            {
                var log = new AssignmentLog(plan, scenario.Name, plans.Written, isProfit, best);
                return
                [
                    log, new CrewMonitor(log.Crew, simulation.Faults), new OptimumReader(plan, simulation.Faults),
                    .. NegotiationReaders.For(plan),
                ];
            },
        };
    }
}
