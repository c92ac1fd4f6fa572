using TaskSwarm.Kernel.Random;
using TaskSwarm.Scenarios.Logistics.Routing;

namespace TaskSwarm.Scenarios.Logistics.Market;

/// <summary>
/// In which order the loads of a cluster are awarded. One of several plausible orders is drawn for each round; that
/// variety is what makes repeated auctions of related loads find better plans (Christiaens and Vanden Berghe 2020).
/// </summary>
public static class AwardOrder
{
    /// <summary>Sorts the cluster in place, by an order drawn from the stream; ties by number.</summary>
    public static void Sort(List<TransportRequest> cluster, Place depot, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        ArgumentNullException.ThrowIfNull(random);
        var draw = random.NextInt(16);
        var keyed = cluster.Select(r => (Key: Key(r, draw, depot, random), Request: r)).ToArray();
        Array.Sort(keyed, static (x, y) =>
            x.Key != y.Key ? x.Key.CompareTo(y.Key) : x.Request.Id.CompareTo(y.Request.Id));
        for (var i = 0; i < keyed.Length; i++)
        {
            cluster[i] = keyed[i].Request;
        }
    }

    private static long Key(TransportRequest request, int draw, Place depot, RandomStream random) => draw switch
    {
        < 4 => (long)(random.NextUInt64() >> 1),
        < 7 => -(request.Load.A + request.Load.B + request.Load.C + request.Load.D),
        < 9 => -FarthestFrom(depot, request),
        < 10 => FarthestFrom(depot, request),
        < 12 => Width(request),
        < 14 => request.Delivery.Window.Due,
        _ => -(request.Pickup ?? request.Delivery).Window.Ready,
    };

    private static long FarthestFrom(Place depot, TransportRequest request) => Math.Max(
        Place.Millimetres(depot, request.Delivery.Place),
        request.Pickup is null ? 0 : Place.Millimetres(depot, request.Pickup.Place));

    private static long Width(TransportRequest request) => Math.Min(
        request.Delivery.Window.Due - request.Delivery.Window.Ready,
        request.Pickup is null ? long.MaxValue : request.Pickup.Window.Due - request.Pickup.Window.Ready);
}
