using TaskSwarm.Kernel.Allocation;
using TaskSwarm.Kernel.Runs;
using TaskSwarm.Kernel.Time;
using TaskSwarm.Scenarios.Crew;
using TaskSwarm.Scenarios.Crew.Runs;
using TaskSwarm.Scenarios.Format;
using TaskSwarm.Scenarios.Workflow.Runs;
using TaskSwarm.Scenarios.Workflow.Sections;

namespace TaskSwarm.Scenarios.Workflow;

/// <summary>
/// Large-scale data processing: task graphs over unlike processing units with cores, storage and links, tasks that may
/// be split, stragglers, lost and slow units, and jobs that become known while others run.
/// </summary>
public sealed class WorkflowKind : IScenarioKind
{
    internal static readonly Field<SimDuration> Planning = Field.WithDefault(
        "planning", "how long before the opening the run begins; all times of tasks count from its end",
        Shape.Duration(above: "0s", max: "3650d"), or: "10s");

    internal static readonly Field<IReadOnlyList<UnitGroup>> Units = Field.Required(
        "units", "groups of processing units that are alike", Shape.List(UnitGroup.Shaped, 1, 10_000));

    internal static readonly Field<IReadOnlyList<WorkDeclaration>> Tasks = Field.WithDefault(
        "tasks", "the task graph", Shape.List(WorkDeclaration.Shaped, 0, 100_000), or: "[]");

    internal static readonly Field<JobsSection> Jobs = Field.Optional(
        "jobs", "task graphs that arrive while others run", JobsSection.Shaped);

    internal static readonly Field<StragglerModel> Stragglers = Field.Optional(
        "stragglers", "tasks that take longer than they should", StragglerSection.Shaped);

    internal static readonly Field<double> Best = Field.Optional(
        "bestKnown", "the best known makespan in seconds, for comparison", Shape.Number(above: 0));

    /// <inheritdoc/>
    public string Name => "workflow";

    /// <inheritdoc/>
    public string Description => "task graphs on processing units with links, stragglers and losses";

    /// <inheritdoc/>
    public string DefaultStrategy => "contract-net";

    /// <inheritdoc/>
    public IReadOnlyList<Field> Sections { get; } = [Planning, Units, Tasks, Jobs, Stragglers, Best];

    /// <inheritdoc/>
    public string Template => WorkflowTemplate.Text;

    /// <inheritdoc/>
    public string? Objection(StrategyInfo strategy)
    {
        ArgumentNullException.ThrowIfNull(strategy);
        return strategy.Name == "large-neighbourhood-search"
            ? "large-neighbourhood-search plans routes of vehicles with loads; processing units do not travel"
            : null;
    }

    /// <inheritdoc/>
    public Simulation? Build(ScenarioReading scenario)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        var plans = new WorkflowPlans(scenario);
        if (plans.Make() is not { } plan)
        {
            return null;
        }

        if (CrewAgents.Objection(plan) is string reason)
        {
            scenario.RefuseStrategy(reason);
            return null;
        }

        double? best = scenario.Has(Best) ? scenario.Get(Best) : null;
        Simulation simulation = scenario.Assemble(CrewAgents.Of(plan));
        return simulation with
        {
            Facts = new CrewFacts(plan),
            CreateReaders = () =>
            {
                var log = new CrewLog(plan, scenario.Name);
                return
                [
                    new WorkflowLog(log, plans, simulation.Faults, best), new CrewMonitor(log, simulation.Faults),
                    new OptimumReader(plan, simulation.Faults), .. NegotiationReaders.For(plan),
                ];
            },
        };
    }
}
