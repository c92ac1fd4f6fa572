using TaskSwarm.Kernel.Agents;

namespace TaskSwarm.Kernel.World;

/// <summary>An agent that was sensed nearby.</summary>
/// <param name="Id">Who.</param>
/// <param name="Offset">From the sensing point to it, in metres (the shortest way round on a torus).</param>
/// <param name="Velocity">Its velocity in metres per second.</param>
public readonly record struct Neighbour(AgentId Id, Vec3 Offset, Vec3 Velocity);
