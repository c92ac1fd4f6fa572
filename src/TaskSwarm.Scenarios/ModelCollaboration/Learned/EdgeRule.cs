using TaskSwarm.Kernel.Time;

namespace TaskSwarm.Scenarios.ModelCollaboration.Learned;

/// <summary>Servers between members and the cloud (Liu et al. 2020).</summary>
/// <param name="Count">How many; members are dealt to them in turn.</param>
/// <param name="Rounds">How often each averages its own members in a round of the cloud.</param>
/// <param name="Deadline">The most that a round of the cloud waits for them.</param>
public sealed record EdgeRule(int Count, int Rounds, SimDuration Deadline);
