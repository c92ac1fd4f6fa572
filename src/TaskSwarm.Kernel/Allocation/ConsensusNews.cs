using TaskSwarm.Kernel.Agents;

namespace TaskSwarm.Kernel.Allocation;

/// <summary>What an agent tells its neighbours in CBBA: (y, z, s).</summary>
/// <param name="Sender">Who tells.</param>
/// <param name="Beliefs">y and z of every open task, ascending by task.</param>
/// <param name="Stamps">s of everybody whom it has heard of and of itself, ascending by agent; its own says when the
/// news was sent.</param>
public sealed record ConsensusNews(
    AgentId Sender, IReadOnlyList<ConsensusBelief> Beliefs, IReadOnlyList<AgentStamp> Stamps);
