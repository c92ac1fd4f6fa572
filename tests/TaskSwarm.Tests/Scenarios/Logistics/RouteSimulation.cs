using TaskSwarm.Scenarios.Logistics.Routing;

namespace TaskSwarm.Tests.Scenarios.Logistics;

/// <summary>
/// The oracle of the route algebra: drives a list of stops one by one and looks at every rule, without any of the
/// shortcuts of <see cref="Route"/>.
/// </summary>
internal static class RouteSimulation
{
    public static (bool Feasible, long Cost) Drive(VehicleSpec vehicle, IReadOnlyList<Stop> stops)
    {
        if (stops.Count == 0)
        {
            return (true, 0);
        }

        var aboard = LoadVector.Zero;
        foreach (var stop in stops.Where(s => s.Kind == StopKind.DropOff))
        {
            aboard += stop.Request.Load;
        }

        var feasible = aboard.FitsIn(vehicle.Capacity);
        var (time, length, at) = (vehicle.Shift.Ready, 0L, vehicle.Depot);
        var fetched = new HashSet<int>();
        foreach (var stop in stops)
        {
            var way = vehicle.Way(at, stop.Place);
            length += way;
            time = Math.Max(time + vehicle.TravelMicros(way), stop.Window.Ready);
            feasible &= time <= stop.Window.Due;
            time += stop.ServiceMicros;
            aboard = stop.Kind == StopKind.Pickup ? aboard + stop.Request.Load : aboard - stop.Request.Load;
            feasible &= aboard.FitsIn(vehicle.Capacity);
            feasible &= stop.Kind != StopKind.Delivery || fetched.Contains(stop.Request.Id);
            fetched.Add(stop.Request.Id);
            at = stop.Place;
        }

        var home = vehicle.Way(at, vehicle.Depot);
        length += home;
        feasible &= time + vehicle.TravelMicros(home) <= vehicle.Shift.Due && length <= vehicle.RangeMillimetres;
        return (feasible, (length * vehicle.CostPerMillimetre) + vehicle.FixedCost);
    }

    /// <summary>The lowest rise of cost over all positions of a request, or null if none is feasible.</summary>
    public static long? CheapestInsertion(VehicleSpec vehicle, IReadOnlyList<Stop> stops, TransportRequest request)
    {
        var before = Drive(vehicle, stops).Cost;
        long? best = null;
        for (var i = 0; i <= stops.Count; i++)
        {
            for (var j = request.Pickup is null ? stops.Count : i; j <= stops.Count; j++)
            {
                var tried = stops.ToList();
                if (request.Pickup is null)
                {
                    tried.Insert(i, Stop.DeliveryOf(request));
                }
                else
                {
                    tried.Insert(j, Stop.DeliveryOf(request));
                    tried.Insert(i, Stop.PickupOf(request));
                }

                var (feasible, cost) = Drive(vehicle, tried);
                best = feasible ? Math.Min(best ?? long.MaxValue, cost - before) : best;
            }
        }

        return best;
    }
}
