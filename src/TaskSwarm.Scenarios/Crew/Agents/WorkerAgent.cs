using TaskSwarm.Kernel.Agents;

namespace TaskSwarm.Scenarios.Crew.Agents;

/// <summary>Carries tasks out.</summary>
/// <param name="plan">The scenario.</param>
/// <param name="index">The agent's place in the plan.</param>
public sealed class WorkerAgent(CrewPlan plan, int index) : Agent
{
    /// <summary>The scenario.</summary>
    public CrewPlan Plan => plan;

    /// <summary>The agent's place in the plan.</summary>
    public int Index => index;

    /// <inheritdoc/>
    public override void Capture(StateWriter writer)
    {
    }

    /// <inheritdoc/>
    public override void Restore(StateReader reader)
    {
    }
}
