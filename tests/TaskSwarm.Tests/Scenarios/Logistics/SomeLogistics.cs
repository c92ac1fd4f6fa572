using TaskSwarm.Kernel.Random;
using TaskSwarm.Scenarios.Logistics.Market;
using TaskSwarm.Scenarios.Logistics.Routing;

namespace TaskSwarm.Tests.Scenarios.Logistics;

/// <summary>Defaulted builders, so that a test states only what matters.</summary>
internal static class SomeLogistics
{
    public const long Minute = 60_000_000;

    public static VehicleSpec Vehicle(
        string name = "truck-1",
        long capacity = 10,
        long range = VehicleSpec.Unlimited,
        long shiftEnd = 24 * 60 * Minute,
        long detour = 1000,
        long fixedCost = 0) => new(
        name,
        new Place(0, 0),
        new LoadVector(capacity, 2 * capacity),
        PaceNanos: 60_000,
        detour,
        range,
        new TimeWindow(0, shiftEnd),
        CostPerMillimetre: 1,
        fixedCost);

    public static TransportRequest Request(
        int id, Place? pickup, Place delivery, long load = 1, TimeWindow? window = null, long service = 0) => new(
        id,
        "request-" + id.ToString(System.Globalization.CultureInfo.InvariantCulture),
        new LoadVector(load, load),
        pickup is { } p ? new ServiceSite(p, TimeWindow.Always, service) : null,
        new ServiceSite(delivery, window ?? TimeWindow.Always, service));

    /// <summary>
    /// A random request on a square of 20 km; one in four is loaded in the depot; windows may be narrow.
    /// </summary>
    public static TransportRequest RandomRequest(int id, RandomStream random)
    {
        var pickup = random.NextInt(4) == 0 ? null : RandomSite(random);
        var load = new LoadVector(1 + random.NextInt(6), 1 + random.NextInt(9));
        return new TransportRequest(id, "request", load, pickup, RandomSite(random));
    }

    public static RandomStream Stream(int seed, string purpose = "test") => new((ulong)(uint)seed, "test", purpose);

    /// <summary>Answers all calls at once until nobody has anything to say.</summary>
    public static void Settle(
        Reauctioneer market, IReadOnlyList<RoutePlanner> planners, RandomStream random, int copies = 1)
    {
        while (market.Outbox.Count > 0)
        {
            var posts = market.Outbox.ToArray();
            market.Outbox.Clear();
            foreach (var post in posts)
            {
                for (var copy = 0; copy < copies; copy++)
                {
                    if (planners[post.Vehicle].Answer(post.Call, random) is { } answer)
                    {
                        market.Receive(post.Vehicle, answer, random);
                    }
                }
            }
        }
    }

    private static ServiceSite RandomSite(RandomStream random)
    {
        var ready = random.NextInt(120) * Minute;
        var width = random.NextInt(3) == 0 ? 1000 * Minute : random.NextInt(60) * Minute;
        var place = new Place(random.NextUniform(-10_000, 10_000), random.NextUniform(-10_000, 10_000));
        return new ServiceSite(place, new TimeWindow(ready, ready + width), random.NextInt(10) * Minute);
    }
}
