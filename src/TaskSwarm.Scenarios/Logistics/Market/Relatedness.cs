using TaskSwarm.Scenarios.Logistics.Routing;

namespace TaskSwarm.Scenarios.Logistics.Market;

/// <summary>
/// Which requests are near which: for every stop of a request all requests in the order of the distance of their
/// nearest stop (after Shaw 1998). The first is always the request itself.
/// </summary>
public sealed class Relatedness
{
    private readonly Dictionary<(int Request, bool Delivery), int[]> near = [];

    /// <summary>Orders the requests around each stop; keeps at most <paramref name="limit"/> of each.</summary>
    public Relatedness(IReadOnlyList<TransportRequest> requests, int limit)
    {
        ArgumentNullException.ThrowIfNull(requests);
        foreach (var request in requests)
        {
            near[(request.Id, true)] = Around(request, request.Delivery.Place, requests, limit);
            if (request.Pickup is not null)
            {
                near[(request.Id, false)] = Around(request, request.Pickup.Place, requests, limit);
            }
        }
    }

    /// <summary>The requests near the pickup or the delivery of a request, nearest first.</summary>
    public IReadOnlyList<int> Around(TransportRequest request, bool delivery)
    {
        ArgumentNullException.ThrowIfNull(request);
        return near[(request.Id, delivery || request.Pickup is null)];
    }

    private static int[] Around(
        TransportRequest centre, Place place, IReadOnlyList<TransportRequest> requests, int limit) =>
        [.. requests
            .Select(r => (r.Id, Distance: r.Id == centre.Id ? -1 : NearestStop(r, place)))
            .OrderBy(r => r.Distance).ThenBy(r => r.Id)
            .Take(limit)
            .Select(r => r.Id)];

    private static long NearestStop(TransportRequest request, Place place)
    {
        var delivery = Place.Millimetres(place, request.Delivery.Place);
        return request.Pickup is null
            ? delivery
            : Math.Min(delivery, Place.Millimetres(place, request.Pickup.Place));
    }
}
