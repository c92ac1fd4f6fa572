using TaskSwarm.Kernel.Time;

namespace TaskSwarm.Kernel.Runs;

/// <summary>
/// A stretch of simulated time, <see cref="Start"/> included and <see cref="End"/> not, in which no agent can hear of
/// what another does (YAWNS: Nicol, "The cost of conservative synchronization in parallel discrete event simulations",
/// JACM 40(2), 1993).
/// </summary>
/// <param name="Number">From 1.</param>
/// <param name="Start">The earliest pending event anywhere.</param>
/// <param name="End">At most one lookahead later.</param>
public readonly record struct Window(long Number, SimTime Start, SimTime End);
