using TaskSwarm.Kernel.Time;

namespace TaskSwarm.Hosting.Histories;

/// <summary>How a run was forked from another.</summary>
/// <param name="Parent">What the other run is called.</param>
/// <param name="At">Until when both are one.</param>
/// <param name="Changes">What was changed.</param>
public sealed record RunFork(string Parent, SimTime At, IReadOnlyList<ForkChange> Changes);
