using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Tasks;

namespace TaskSwarm.Kernel.Allocation;

/// <summary>An offer to do some tasks, all of them or none.</summary>
/// <param name="Bidder">Who offers.</param>
/// <param name="Tasks">The tasks, in ascending order of their numbers.</param>
/// <param name="Cost">By how much they raise the bidder's cost; lower is better.</param>
public sealed record BundleBid(AgentId Bidder, IReadOnlyList<TaskId> Tasks, double Cost);
