using TaskSwarm.Kernel.Tasks;

namespace TaskSwarm.Kernel.Allocation;

/// <summary>A load to be moved by one vehicle, as a router sees it.</summary>
/// <param name="Id">The task that stands for it.</param>
public sealed record RoutingJob(TaskId Id)
{
    /// <summary>How much is moved, in as many dimensions as the vehicles' capacities have.</summary>
    public required IReadOnlyList<long> Load { get; init; }

    /// <summary>
    /// Where it is fetched. Null: it lies in each vehicle's home, where it is loaded before the vehicle leaves; one
    /// that is on its way drives there to fetch it.
    /// </summary>
    public RoutingStop? Pickup { get; init; }

    /// <summary>Where it goes.</summary>
    public required RoutingStop Delivery { get; init; }

    /// <summary>The vehicle in which the load is already, by its place in <see cref="RoutingProblem.Vehicles"/>: only
    /// the delivery is left, and nobody else can do it. -1 if it is in none.</summary>
    public int Aboard { get; init; } = -1;
}
