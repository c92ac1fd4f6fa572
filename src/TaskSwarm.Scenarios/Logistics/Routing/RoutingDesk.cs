using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Allocation;
using TaskSwarm.Kernel.Tasks;

namespace TaskSwarm.Scenarios.Logistics.Routing;

/// <summary>
/// Vehicles and requests as a <see cref="RoutingProblem"/>, and a router's answer as routes. Lengths are millimetres,
/// rounded up as in <see cref="Route"/>, so that a plan is feasible for the vehicles too.
/// </summary>
public sealed class RoutingDesk
{
    private readonly IReadOnlyList<VehicleReport> reports;
    private readonly List<TransportRequest> requests = [];
    private readonly List<RoutingJob> jobs = [];
    private readonly List<Place> places = [];
    private readonly Dictionary<Place, int> numbers = [];
    private readonly Dictionary<int, int> jobOf = [];
    private readonly List<long> detours = [];

    /// <summary>The problem of who moves which of the open requests, and what is aboard.</summary>
    /// <param name="reports">The vehicles that take part.</param>
    /// <param name="open">What may be given to any of them.</param>
    /// <param name="fromMicros">No vehicle acts on the plan earlier.</param>
    /// <param name="effortLimit">See <see cref="RoutingProblem.EffortLimit"/>.</param>
    public RoutingDesk(
        IReadOnlyList<VehicleReport> reports, IEnumerable<TransportRequest> open, long fromMicros, long effortLimit)
    {
        ArgumentNullException.ThrowIfNull(reports);
        ArgumentNullException.ThrowIfNull(open);
        this.reports = reports;
        foreach (var request in open)
        {
            Add(request, -1, request.Pickup, request.Delivery);
        }

        for (var v = 0; v < reports.Count; v++)
        {
            foreach (var stop in reports[v].Stops.Where(s => !reports[v].IsOpen(s)))
            {
                var site = new ServiceSite(stop.Place, stop.Window, stop.ServiceMicros);
                Add(stop.Request, v, null, site);
            }
        }

        var vehicles = reports.Select((r, v) => VehicleOf(r, v, fromMicros)).ToArray();
        Problem = new RoutingProblem
        {
            Vehicles = vehicles,
            Jobs = jobs,
            Places = places.Count,
            Way = WayOf,
            EffortLimit = effortLimit,
        };
    }

    /// <summary>The problem.</summary>
    public RoutingProblem Problem { get; }

    /// <summary>The request that a job stands for.</summary>
    public TransportRequest RequestOf(int job) => requests[job];

    /// <summary>A planned route as a vehicle drives it.</summary>
    /// <param name="vehicle">The vehicle, by its place among the reports.</param>
    /// <param name="route">The router's answer for it.</param>
    public IReadOnlyList<Stop> StopsOf(int vehicle, IReadOnlyList<RoutingVisit> route)
    {
        ArgumentNullException.ThrowIfNull(route);
        return [.. route.Select(visit => StopOf(reports[vehicle], visit))];
    }

    private Stop StopOf(VehicleReport report, RoutingVisit visit)
    {
        var request = requests[visit.Job];
        if (jobs[visit.Job].Aboard >= 0)
        {
            return report.Stops.First(s => s.Request.Id == request.Id && s.Kind != StopKind.Pickup);
        }

        if (visit.IsDelivery)
        {
            var delivery = Stop.DeliveryOf(request);
            return delivery.Kind == StopKind.DropOff && !report.Start.InDepot
                ? delivery with { Kind = StopKind.Delivery }
                : delivery;
        }

        return request.Pickup is not null
            ? Stop.PickupOf(request)
            : new Stop(request, StopKind.Pickup, report.Vehicle.Depot, TimeWindow.Always, 0, request.Load);
    }

    private void Add(TransportRequest request, int aboard, ServiceSite? pickup, ServiceSite delivery)
    {
        jobOf[request.Id] = jobs.Count;
        requests.Add(request);
        jobs.Add(new RoutingJob(new TaskId(request.Id))
        {
            Load = Amounts(request.Load),
            Pickup = pickup is null ? null : StopAt(pickup),
            Delivery = StopAt(delivery),
            Aboard = aboard,
        });
    }

    private RoutingVehicle VehicleOf(VehicleReport report, int index, long fromMicros)
    {
        var spec = report.Vehicle;
        var detour = detours.IndexOf(spec.DetourPermille);
        if (detour < 0)
        {
            detour = detours.Count;
            detours.Add(spec.DetourPermille);
        }

        return new RoutingVehicle(new AgentId(index))
        {
            Class = detour,
            Start = NumberOf(report.Start.Place),
            Home = NumberOf(spec.Depot),
            From = Math.Max(report.Start.Time, fromMicros),
            Until = spec.Shift.Due,
            IsHome = report.Start.InDepot,
            Capacity = Amounts(spec.Capacity),
            Load = Amounts(report.Start.Load),
            PaceNanos = spec.PaceNanos,
            LengthLeft = spec.RangeMillimetres - report.Start.Driven,
            CostPerLength = spec.CostPerMillimetre,
            FixedCost = spec.FixedCost,
            Route =
            [
                .. report.Stops.Where(s => jobOf.ContainsKey(s.Request.Id))
                    .Select(s => new RoutingVisit(jobOf[s.Request.Id], s.Kind != StopKind.Pickup)),
            ],
        };
    }

    private long WayOf(int kind, int from, int to)
    {
        var straight = Place.Millimetres(places[from], places[to]);
        return detours[kind] == 1000 ? straight : ((straight * detours[kind]) + 999) / 1000;
    }

    private RoutingStop StopAt(ServiceSite site) =>
        new(NumberOf(site.Place), site.Window.Ready, site.Window.Due, site.ServiceMicros);

    private int NumberOf(Place place)
    {
        if (!numbers.TryGetValue(place, out var number))
        {
            number = places.Count;
            numbers.Add(place, number);
            places.Add(place);
        }

        return number;
    }

    // Only the dimensions that somebody uses: the search looks at each of them at every step.
    private long[] Amounts(LoadVector load) => [.. Enumerable.Range(0, Dimensions).Select(d => load[d])];

    private int Dimensions => Math.Max(1, 1 + Enumerable.Range(0, LoadVector.MaxDimensions)
        .LastOrDefault(d => reports.Any(r => r.Vehicle.Capacity[d] > 0)));
}
