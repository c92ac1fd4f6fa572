namespace TaskSwarm.Kernel.Allocation;

/// <summary>A stop that a transport asks for. Times are whole microseconds of simulated time.</summary>
/// <param name="Place">Where, by number; see <see cref="RoutingProblem.Way"/>.</param>
/// <param name="Ready">Service begins no earlier; whoever is early waits.</param>
/// <param name="Due">Service begins no later.</param>
/// <param name="Service">How long it takes.</param>
public readonly record struct RoutingStop(int Place, long Ready, long Due, long Service);
