using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Negotiation;
using TaskSwarm.Kernel.Tasks;

namespace TaskSwarm.Kernel.Runs;

/// <summary>
/// What a scenario says of its tasks and agents from the outset, for explaining a run where no event and no message
/// tells: who was never called because it could not do a task anyway.
/// </summary>
public interface IScenarioFacts
{
    /// <summary>The agents that do tasks: a dispatcher, say, is none of them.</summary>
    IReadOnlyList<AgentId> Workers { get; }

    /// <summary>The task of a name; null if the scenario has none.</summary>
    TaskId? Find(string taskName);

    /// <summary>The name of a task; null if the scenario has none of that number.</summary>
    string? NameOf(TaskId task);

    /// <summary>Why an agent could not do a task even if it had nothing else to do; null if it could.</summary>
    Shortfall? WhyUnable(AgentId agent, TaskId task);
}
