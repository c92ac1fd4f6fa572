using TaskSwarm.Kernel.Allocation;
using TaskSwarm.Kernel.Random;

namespace TaskSwarm.Allocation.Routing;

/// <summary>The central form of strategies that plan routes and nothing else: refuses every other problem.</summary>
public sealed class RoutesOnly(string name) : IAllocator
{
    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public string? Objection(AllocationProblem problem) =>
        $"{name} plans routes of vehicles that fetch and bring loads; the problem has tasks without loads";

    /// <inheritdoc/>
    public Assignment Allocate(AllocationProblem problem, RandomStream random) =>
        throw new InvalidOperationException(Objection(problem));
}
