using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.World;

namespace TaskSwarm.Hosting.Storage;

/// <summary>Where an agent was when positions were sampled.</summary>
/// <param name="Agent">Who.</param>
/// <param name="Position">Where, in metres, rounded to millimetres.</param>
public readonly record struct BodySample(AgentId Agent, Vec3 Position);
