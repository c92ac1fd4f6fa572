using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Runs;

namespace TaskSwarm.Hosting.Export;

/// <summary>The names of a run's agents.</summary>
/// <param name="simulation">What was run.</param>
/// <param name="all">Every agent's name by number, spawned ones included; null if the run has not ended, and then only
/// the agents of the start have names.</param>
internal sealed class AgentNames(Simulation simulation, IReadOnlyList<string>? all)
{
    /// <summary>How many are known.</summary>
    public int Count => all?.Count ?? simulation.Agents.Count;

    /// <summary>The name of an agent, or its number after <c>#</c>.</summary>
    public string Of(AgentId agent) =>
        (uint)agent.Index >= (uint)Count ? agent.ToString()
        : all is null ? simulation.Agents[agent.Index].Name
        : all[agent.Index];

    /// <summary>The squad of an agent of the start.</summary>
    public string? SquadOf(AgentId agent) =>
        (uint)agent.Index < (uint)simulation.Agents.Count ? simulation.Agents[agent.Index].Squad : null;
}
