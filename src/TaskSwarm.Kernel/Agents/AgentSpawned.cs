using TaskSwarm.Kernel.Events;

namespace TaskSwarm.Kernel.Agents;

/// <summary>Tells a parent that the agent it spawned exists now.</summary>
/// <param name="Child">The new agent.</param>
/// <param name="Name">Its full name: the parent's, a slash, and the blueprint's.</param>
public sealed record AgentSpawned(AgentId Child, string Name) : IMessage;
