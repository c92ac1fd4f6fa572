using System.Globalization;
using TaskSwarm.Kernel.Negotiation;

namespace TaskSwarm.Scenarios.Logistics.Routing;

/// <summary>
/// Tells which of a vehicle's bounds keeps a request out of its route, by lifting them one after another. That takes
/// several times as long as the search for a place, so it is asked only about what has been refused.
/// </summary>
internal static class RouteShortfall
{
    private static readonly LoadVector Boundless = LoadVector.Of(
        [long.MaxValue / 4, long.MaxValue / 4, long.MaxValue / 4, long.MaxValue / 4]);

    /// <summary>What keeps a request out; null if it fits.</summary>
    public static Shortfall? Of(Route route, TransportRequest request)
    {
        VehicleSpec vehicle = route.Vehicle;
        if (!request.Load.FitsIn(vehicle.Capacity))
        {
            return new Shortfall(Obstacle.Room, "cannot carry so much");
        }

        if (Fits(route, vehicle, request) is not null)
        {
            return null;
        }

        VehicleSpec tireless = vehicle with { RangeMillimetres = VehicleSpec.Unlimited };
        if (Fits(route, tireless, request) is Route farther)
        {
            return new Shortfall(Obstacle.Range, string.Create(
                CultureInfo.InvariantCulture,
                $"gets {vehicle.RangeMillimetres / 1e6:0.#} km where its tour would be "
                + $"{(farther.Start.Driven + farther.Length) / 1e6:0.#} km"));
        }

        if (Fits(route, vehicle with { Capacity = Boundless }, request) is not null)
        {
            return new Shortfall(Obstacle.Room, "has no room left beside its other loads");
        }

        return Fits(route, tireless with { Capacity = Boundless }, request) is not null
            ? new Shortfall(Obstacle.Range, "gets neither far enough nor has the room for it")
            : new Shortfall(Obstacle.Time, route.Count == 0
                ? "cannot be there in time"
                : "cannot be there in time beside its other stops");
    }

    private static Route? Fits(Route route, VehicleSpec vehicle, TransportRequest request)
    {
        var freed = new Route(vehicle, route.Start, route.Stops);
        Insertion insertion = freed.BestInsertion(request);
        if (!insertion.IsFeasible)
        {
            return null;
        }

        freed.Insert(request, insertion);
        return freed;
    }
}
