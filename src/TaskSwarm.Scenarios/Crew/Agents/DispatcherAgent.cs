using TaskSwarm.Kernel.Agents;

namespace TaskSwarm.Scenarios.Crew.Agents;

/// <summary>Has tasks allocated by the plan's strategy, and awards them. Keeps a journal.</summary>
public sealed class DispatcherAgent(CrewPlan plan) : Agent
{
    /// <summary>The scenario.</summary>
    public CrewPlan Plan => plan;

    /// <inheritdoc/>
    public override bool KeepsJournal => true;

    /// <inheritdoc/>
    public override void Capture(StateWriter writer)
    {
    }

    /// <inheritdoc/>
    public override void Restore(StateReader reader)
    {
    }
}
