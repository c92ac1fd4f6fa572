using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Runs;
using TaskSwarm.Kernel.Tasks;
using TaskSwarm.Kernel.Time;

namespace TaskSwarm.Hosting.Histories;

/// <summary>What is known of a run beside its events.</summary>
public sealed record RunFacts
{
    /// <summary>What the run is called.</summary>
    public required string Name { get; init; }

    /// <summary>What was run.</summary>
    public required Simulation Simulation { get; init; }

    /// <summary>Every agent's name, by number.</summary>
    public required IReadOnlyList<string> AgentNames { get; init; }

    /// <summary>How far simulated time came.</summary>
    public required SimTime SimulatedTime { get; init; }

    /// <summary>Why it ended, for people.</summary>
    public string EndReason { get; init; } = "";

    /// <summary>The figures by name, ordered by it; empty if the run has not ended.</summary>
    public IReadOnlyDictionary<string, double> Metrics { get; init; } =
        new SortedDictionary<string, double>(StringComparer.Ordinal);

    /// <summary>From what the run was forked; null if it was begun at the start.</summary>
    public RunFork? Fork { get; init; }

    /// <summary>An agent's name.</summary>
    public string NameOf(AgentId agent) =>
        agent.Index >= 0 && agent.Index < AgentNames.Count ? AgentNames[agent.Index] : agent.ToString();

    /// <summary>A task's name in the scenario; its number where the scenario has none for it.</summary>
    public string NameOf(TaskId task) => Simulation.Facts?.NameOf(task) ?? task.ToString();
}
