using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.World;

namespace TaskSwarm.Hosting.Histories;

/// <summary>Where an agent's body was.</summary>
/// <param name="Agent">Whose.</param>
/// <param name="Body">Its place and how it moved.</param>
public readonly record struct BodySample(AgentId Agent, Body Body);
