namespace TaskSwarm.Kernel.Allocation;

/// <summary>One visit of a planned route.</summary>
/// <param name="Job">The job, by its place in <see cref="RoutingProblem.Jobs"/>.</param>
/// <param name="IsDelivery">Whether its load is handed over here; else it is fetched here.</param>
public readonly record struct RoutingVisit(int Job, bool IsDelivery);
