using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Time;

namespace TaskSwarm.Kernel.Allocation;

/// <summary>How fresh an agent's news of another is: s in CBBA.</summary>
/// <param name="Agent">The other.</param>
/// <param name="Heard">When the other sent what is the latest of it that has come through, directly or by way of
/// third agents.</param>
public readonly record struct AgentStamp(AgentId Agent, SimTime Heard);
