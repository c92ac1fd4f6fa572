using TaskSwarm.Scenarios.Import;
using TaskSwarm.Scenarios.Logistics.Routing;

namespace TaskSwarm.Scenarios.Logistics;

/// <summary>
/// Makes vehicles and requests of a public instance. One unit of length is a kilometre, one unit of time a minute, and
/// all vehicles drive 60 km/h, so that travel time is distance as the literature has it. A microsecond is then
/// 1/60,000,000 of a unit and a millimetre a millionth: rounding up, which keeps every plan feasible for a checker that
/// does not round, is far below anything that an instance states.
/// </summary>
public static class InstanceConversion
{
    /// <summary>Metres in one unit of length.</summary>
    public const double MetresPerUnit = 1000;

    /// <summary>Microseconds in one unit of time.</summary>
    public const double MicrosPerUnit = 60_000_000;

    /// <summary>Nanoseconds for a millimetre at 60 km/h.</summary>
    public const long PaceNanos = 60_000;

    /// <summary>A unit of length costs 1, as a kilometre does in a scenario that does not say otherwise.</summary>
    private const long CostPerMillimetre = 1000;

    /// <summary>The vehicles of an instance, all alike.</summary>
    /// <param name="instance">The instance.</param>
    /// <param name="planningMicros">How long before time 0 of the instance the run begins.</param>
    /// <param name="fixedCostUnits">Cost of using a vehicle, in units of length.</param>
    public static IReadOnlyList<VehicleSpec> Fleet(
        RoutingInstance instance, long planningMicros, double fixedCostUnits)
    {
        ArgumentNullException.ThrowIfNull(instance);
        var digits = instance.Vehicles.ToString(System.Globalization.CultureInfo.InvariantCulture).Length;
        return [.. Enumerable.Range(1, instance.Vehicles).Select(v => new VehicleSpec(
            "truck-" + v.ToString(System.Globalization.CultureInfo.InvariantCulture).PadLeft(digits, '0'),
            PlaceOf(instance.Depot),
            new LoadVector(Thousandths(instance.Capacity)),
            PaceNanos,
            DetourPermille: 1000,
            VehicleSpec.Unlimited,
            WindowOf(instance.Depot, planningMicros),
            CostPerMillimetre: CostPerMillimetre,
            FixedCost: (long)(fixedCostUnits * MetresPerUnit * 1000) * CostPerMillimetre))];
    }

    /// <summary>The requests of an instance, by the number of their pickup or customer.</summary>
    public static IReadOnlyList<TransportRequest> Requests(RoutingInstance instance, long planningMicros)
    {
        ArgumentNullException.ThrowIfNull(instance);
        var requests = new List<TransportRequest>();
        foreach (var node in instance.Nodes.Skip(1))
        {
            if (instance.Family == RoutingFamily.DeliveryOnly)
            {
                requests.Add(RequestOf(requests.Count, node, null, node, planningMicros));
            }
            else if (node.DeliveryPartner != 0)
            {
                requests.Add(RequestOf(
                    requests.Count, node, node, instance.Nodes[node.DeliveryPartner], planningMicros));
            }
        }

        return requests;
    }

    private static TransportRequest RequestOf(
        int id, RoutingNode named, RoutingNode? pickup, RoutingNode delivery, long planningMicros) => new(
        id,
        "request-" + named.Number.ToString(System.Globalization.CultureInfo.InvariantCulture),
        new LoadVector(Thousandths(named.Demand)),
        pickup is null ? null : SiteOf(pickup, planningMicros),
        SiteOf(delivery, planningMicros));

    private static ServiceSite SiteOf(RoutingNode node, long planningMicros) =>
        new(PlaceOf(node), WindowOf(node, planningMicros), Micros(node.Service, up: true), node.Number);

    private static Place PlaceOf(RoutingNode node) => new(node.X * MetresPerUnit, node.Y * MetresPerUnit);

    private static TimeWindow WindowOf(RoutingNode node, long planningMicros) =>
        new(planningMicros + Micros(node.Ready, up: true), planningMicros + Micros(node.Due, up: false));

    private static long Micros(double units, bool up) =>
        (long)(up ? Math.Ceiling(units * MicrosPerUnit) : Math.Floor(units * MicrosPerUnit));

    private static long Thousandths(double amount) => (long)Math.Round(amount * LoadVector.Scale);
}
