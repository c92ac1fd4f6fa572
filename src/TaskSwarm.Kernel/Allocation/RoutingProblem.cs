namespace TaskSwarm.Kernel.Allocation;

/// <summary>
/// What a router is asked: which vehicle moves which loads, in which order of stops (pickup and delivery with time
/// windows). The cost of a plan is the length of all routes, each at its vehicle's rate, and the fixed cost of every
/// vehicle that leaves or has left its home.
/// </summary>
public sealed class RoutingProblem
{
    /// <summary>The vehicles that take part.</summary>
    public required IReadOnlyList<RoutingVehicle> Vehicles { get; init; }

    /// <summary>What is to be moved.</summary>
    public required IReadOnlyList<RoutingJob> Jobs { get; init; }

    /// <summary>How many places there are, numbered from 0.</summary>
    public required int Places { get; init; }

    /// <summary>
    /// Whole units of length for (class of vehicle, place, place): the same in both directions, and never longer than
    /// the way over a third place.
    /// </summary>
    public required Func<int, int, int, long> Way { get; init; }

    /// <summary>The search ends when it has tried so many insertions into routes; its own limit counts too.</summary>
    public long EffortLimit { get; init; } = long.MaxValue;
}
