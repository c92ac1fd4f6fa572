namespace TaskSwarm.Scenarios.Logistics.Routing;

/// <summary>What a vehicle tells a dispatcher that plans for all.</summary>
/// <param name="Vehicle">What it can do now.</param>
/// <param name="Start">From where, when and with what its route goes on.</param>
/// <param name="Stops">Its route.</param>
/// <param name="Aboard">Numbers of the requests whose loads are aboard.</param>
public sealed record VehicleReport(
    VehicleSpec Vehicle, RouteStart Start, IReadOnlyList<Stop> Stops, IReadOnlyList<int> Aboard)
{
    /// <summary>Whether a stop can still be given to another: its load is not aboard, nor about to be.</summary>
    public bool IsOpen(Stop stop)
    {
        var id = stop.Request.Id;
        return !Aboard.Contains(id) && Stops.First(s => s.Request.Id == id).Kind switch
        {
            StopKind.Pickup => true,
            StopKind.DropOff => Start.InDepot,
            _ => false,
        };
    }
}
