namespace TaskSwarm.Kernel.Allocation;

/// <summary>The answer of a router.</summary>
/// <param name="Routes">The visits of each vehicle in order, in the vehicles' order.</param>
/// <param name="Cost">What it comes to; see <see cref="RoutingProblem"/>.</param>
public sealed record RoutingPlan(IReadOnlyList<IReadOnlyList<RoutingVisit>> Routes, long Cost)
{
    /// <summary>Jobs that fit into no route, ascending.</summary>
    public IReadOnlyList<int> Unplaced { get; init; } = [];

    /// <summary>
    /// How much thinking it took, in insertions tried: the same on every machine, so that it may cost simulated time.
    /// </summary>
    public long Effort { get; init; }
}
