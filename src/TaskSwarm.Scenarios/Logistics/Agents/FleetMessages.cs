using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Events;
using TaskSwarm.Scenarios.Logistics.Routing;

namespace TaskSwarm.Scenarios.Logistics.Agents;

/// <summary>A load that is aboard a vehicle.</summary>
/// <param name="Request">The number of its request.</param>
/// <param name="Attempt">The number of the award under which the vehicle has it. Of two vehicles that both believe to
/// have a load, the one with the later award has it, since that one has fetched it from the other.</param>
public readonly record struct LoadAboard(int Request, int Attempt);

/// <summary>A vehicle tells where it is and what is aboard: at pickups and deliveries, and from time to time.</summary>
/// <param name="Position">Where it is.</param>
/// <param name="OnTour">Whether it has left its depot.</param>
/// <param name="Aboard">The loads that are aboard.</param>
public sealed record VehicleStatus(Place Position, bool OnTour, IReadOnlyList<LoadAboard> Aboard) : IMessage
{
    /// <inheritdoc/>
    public int SizeBytes => 64 + (8 * Aboard.Count);
}

/// <summary>
/// A vehicle is repaired and asks which of the loads aboard are still its own; it stays where it is until
/// <see cref="ResumeTour"/> tells.
/// </summary>
/// <param name="Position">Where it is.</param>
/// <param name="Aboard">The loads that are aboard.</param>
public sealed record VehicleRepaired(Place Position, IReadOnlyList<LoadAboard> Aboard) : IMessage
{
    /// <inheritdoc/>
    public int SizeBytes => 64 + (8 * Aboard.Count);
}

/// <summary>The answer to <see cref="VehicleRepaired"/>.</summary>
/// <param name="Fetched">Numbers of the requests whose loads others have fetched meanwhile.</param>
/// <param name="Kept">The loads that are its own, with the awards under which they are: it drives on when it has
/// them all.</param>
public sealed record ResumeTour(IReadOnlyList<int> Fetched, IReadOnlyList<LoadAboard> Kept) : IMessage
{
    /// <inheritdoc/>
    public int SizeBytes => 64 + (4 * Fetched.Count) + (8 * Kept.Count);
}

/// <summary>A load is not this vehicle's any more: it was taken for lost, and another has fetched or brought it.
/// </summary>
/// <param name="Request">The number of its request.</param>
public sealed record LoadIsGone(int Request) : IMessage;

/// <summary>Who is who in a run of this kind: the dispatcher is agent 0, the vehicles follow.</summary>
public static class FleetDirectory
{
    /// <summary>The dispatcher.</summary>
    public static AgentId Dispatcher => new(0);

    /// <summary>The agent of a vehicle.</summary>
    public static AgentId Vehicle(int index) => new(index + 1);

    /// <summary>The vehicle of an agent.</summary>
    public static int IndexOf(AgentId vehicle) => vehicle.Index - 1;
}
