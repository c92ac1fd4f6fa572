using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Allocation;
using TaskSwarm.Kernel.World;

namespace TaskSwarm.Scenarios.Crew;

/// <summary>Makes the agents of a crew.</summary>
public static class CrewAgents
{
    /// <summary>The dispatcher's name.</summary>
    public const string DispatcherName = "dispatcher";

    /// <summary>The dispatcher.</summary>
    internal static readonly AgentId Dispatcher = new(0);

    /// <summary>The dispatcher, then one agent for each of the plan's.</summary>
    /// <param name="plan">The scenario.</param>
    /// <param name="squadOf">The squad of an agent by its place in the plan; null: the default squad.</param>
    public static IReadOnlyList<AgentBlueprint> Of(CrewPlan plan, Func<int, string>? squadOf = null)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var items = new CrewItems(plan);
        var agents = new List<AgentBlueprint> { new(DispatcherName, () => new Agents.DispatcherAgent(items)) };
        for (int a = 0; a < plan.Whole.Agents.Count; a++)
        {
            int index = a;
            AllocationAgent agent = plan.Whole.Agents[a];
            var blueprint = new AgentBlueprint(agent.Name, () => new Agents.WorkerAgent(items, index));
            blueprint = squadOf is null ? blueprint : blueprint with { Squad = squadOf(a) };
            agents.Add(plan.Whole.HasTravel ? blueprint with { Body = Body.At(agent.Place) } : blueprint);
        }

        return agents;
    }

    /// <summary>The agent at a place of the plan.</summary>
    internal static AgentId AgentOf(int place) => new(place + 1);

    /// <summary>The place of an agent in the plan; -1 for the dispatcher.</summary>
    internal static int PlaceOf(AgentId agent) => agent.Index - 1;

    /// <summary>
    /// Why the plan's strategy cannot serve it, in words for people; null if it can. For refusing a scenario before it
    /// runs.
    /// </summary>
    public static string? Objection(CrewPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return plan.Strategy.Family != StrategyFamily.ContractNet
            ? plan.Strategies.CreateAllocator(plan.Strategy.Name, plan.Options).Objection(plan.Whole)
            : null;
    }
}
