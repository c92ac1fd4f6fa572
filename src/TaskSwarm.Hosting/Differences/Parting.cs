using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Time;

namespace TaskSwarm.Hosting.Differences;

/// <summary>The first event that is not the same in both runs.</summary>
/// <param name="At">When: of two different events the earlier.</param>
/// <param name="Agent">Whose: of two different events that of the earlier.</param>
/// <param name="First">What the first run has there; null if it has nothing.</param>
/// <param name="Second">What the second run has there; null if it has nothing.</param>
/// <param name="Fields">The fields in which two events of one agent, instant and kind differ; empty otherwise.</param>
public sealed record Parting(
    SimTime At, AgentId Agent, PartedEvent? First, PartedEvent? Second, IReadOnlyList<PartedField> Fields);
