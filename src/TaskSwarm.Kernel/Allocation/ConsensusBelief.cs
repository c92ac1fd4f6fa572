using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Tasks;

namespace TaskSwarm.Kernel.Allocation;

/// <summary>What an agent thinks of one task in CBBA.</summary>
/// <param name="Task">The task.</param>
/// <param name="Winner">z: who wins it; <see cref="AgentId.None"/> if nobody does.</param>
/// <param name="Bid">y: the winning bid; 0 without one.</param>
public readonly record struct ConsensusBelief(TaskId Task, AgentId Winner, double Bid);
