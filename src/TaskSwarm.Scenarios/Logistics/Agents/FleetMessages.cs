using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Events;
using TaskSwarm.Scenarios.Logistics.Routing;

namespace TaskSwarm.Scenarios.Logistics.Agents;

/// <summary>A vehicle tells where it is and what is aboard: at pickups and deliveries, and from time to time.</summary>
/// <param name="Position">Where it is.</param>
/// <param name="OnTour">Whether it has left its depot.</param>
/// <param name="Aboard">Numbers of the requests whose loads are aboard.</param>
public sealed record VehicleStatus(Place Position, bool OnTour, IReadOnlyList<int> Aboard) : IMessage
{
    /// <inheritdoc/>
    public int SizeBytes => 64 + (4 * Aboard.Count);
}

/// <summary>
/// A vehicle is repaired and asks which of the loads aboard are still its own; it stays where it is until
/// <see cref="ResumeTour"/> tells.
/// </summary>
/// <param name="Position">Where it is.</param>
/// <param name="Aboard">Numbers of the requests whose loads are aboard.</param>
public sealed record VehicleRepaired(Place Position, IReadOnlyList<int> Aboard) : IMessage
{
    /// <inheritdoc/>
    public int SizeBytes => 64 + (4 * Aboard.Count);
}

/// <summary>The answer to <see cref="VehicleRepaired"/>.</summary>
/// <param name="Fetched">Numbers of the requests whose loads others have fetched meanwhile.</param>
public sealed record ResumeTour(IReadOnlyList<int> Fetched) : IMessage;

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
