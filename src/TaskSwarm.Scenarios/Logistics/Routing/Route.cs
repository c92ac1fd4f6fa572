namespace TaskSwarm.Scenarios.Logistics.Routing;

/// <summary>
/// The open part of one vehicle's tour: an ordered list of stops from a start to the depot, with the schedule that
/// follows from it. For every stop the earliest begin (forward) and the latest begin that keeps the rest feasible
/// (backward; the forward time slack of Savelsbergh 1992) are known, so that one insertion is checked in constant
/// time and the best position of a pickup and delivery pair is found in at most quadratic time.
/// </summary>
/// <remarks>
/// Times are whole microseconds, lengths whole millimetres, both rounded up: a feasible route stays feasible when it
/// is checked with exact arithmetic. The class belongs to one agent and is not safe for use by several threads.
/// </remarks>
public sealed class Route
{
    /// <summary>By how many millimetres rounding up may break the triangle inequality at one insertion.</summary>
    private const long RoundingSlack = 4;

    private readonly List<Stop> stops;
    private long[] leg = new long[8];
    private long[] begin = new long[8];
    private long[] latest = new long[8];
    private LoadVector[] load = new LoadVector[8];
    private long[] toPickup = new long[8];
    private long[] toDelivery = new long[8];

    /// <summary>An empty route that starts in the vehicle's depot when its shift begins.</summary>
    public Route(VehicleSpec vehicle)
        : this(vehicle, StartInDepot(vehicle, 0), [])
    {
    }

    /// <summary>A route of given stops. It need not be feasible: see <see cref="IsFeasible"/>.</summary>
    public Route(VehicleSpec vehicle, RouteStart start, IEnumerable<Stop> stops)
    {
        ArgumentNullException.ThrowIfNull(vehicle);
        ArgumentNullException.ThrowIfNull(stops);
        Vehicle = vehicle;
        Start = start;
        this.stops = [.. stops];
        Reschedule();
    }

    /// <summary>Whose route it is.</summary>
    public VehicleSpec Vehicle { get; private set; }

    /// <summary>Where, when and with what the open part begins.</summary>
    public RouteStart Start { get; private set; }

    /// <summary>The stops in order.</summary>
    public IReadOnlyList<Stop> Stops => stops;

    /// <summary>Number of stops.</summary>
    public int Count => stops.Count;

    /// <summary>Millimetres from the start over all stops to the depot; 0 for an empty route in the depot.</summary>
    public long Length { get; private set; }

    /// <summary>Cost of the tour: what it drives, and the fixed cost if it leaves or has left the depot.</summary>
    public long Cost { get; private set; }

    /// <summary>True if every window, the capacity, the range and the shift are kept.</summary>
    public bool IsFeasible { get; private set; }

    /// <summary>Load when the vehicle leaves its start: what is aboard and all drop-offs of the route.</summary>
    public LoadVector InitialLoad { get; private set; }

    /// <summary>Earliest arrival at the depot, microseconds.</summary>
    public long ReturnTime { get; private set; }

    /// <summary>The state of a vehicle that stands in its depot at a time, or waits there for its shift.</summary>
    public static RouteStart StartInDepot(VehicleSpec vehicle, long nowMicros)
    {
        ArgumentNullException.ThrowIfNull(vehicle);
        return new RouteStart(
            vehicle.Depot, Math.Max(nowMicros, vehicle.Shift.Ready), LoadVector.Zero, Driven: 0, InDepot: true);
    }

    /// <summary>Earliest time at which the service of a stop begins, microseconds.</summary>
    public long BeginOf(int index) => begin[index];

    /// <summary>Latest begin of a stop's service for which all later windows and the shift are kept.</summary>
    public long LatestOf(int index) => latest[index];

    /// <summary>Load when the vehicle leaves a stop.</summary>
    public LoadVector LoadAfter(int index) => load[index];

    /// <summary>Millimetres from the stop before (or the start) to a stop; at index Count, to the depot.</summary>
    public long LegTo(int index) => leg[index];

    /// <summary>A route of its own with the same start and stops.</summary>
    public Route Copy() => new(Vehicle, Start, stops);

    /// <summary>Index of the first stop of a request from <paramref name="from"/> on, or -1.</summary>
    public int IndexOf(int request, int from = 0)
    {
        for (var i = from; i < stops.Count; i++)
        {
            if (stops[i].Request.Id == request)
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>Replaces start and stops, for instance to go back to a plan of before.</summary>
    public void Reset(RouteStart start, IReadOnlyList<Stop> newStops)
    {
        Start = start;
        stops.Clear();
        stops.AddRange(newStops);
        Reschedule();
    }

    /// <summary>The vehicle has become slower, or faster, or works longer: the schedule follows.</summary>
    public void Retime(VehicleSpec vehicle)
    {
        ArgumentNullException.ThrowIfNull(vehicle);
        Vehicle = vehicle;
        Reschedule();
    }

    /// <summary>Moves the start: the vehicle drove on, or stands where it is while time goes by.</summary>
    public void StartFrom(RouteStart start)
    {
        Start = start;
        Reschedule();
    }

    /// <summary>Takes the first stop out because the vehicle is committed to it, and starts behind it.</summary>
    public Stop TakeFirst(RouteStart after)
    {
        var first = stops[0];
        stops.RemoveAt(0);
        StartFrom(after);
        return first;
    }

    /// <summary>
    /// Makes a late plan feasible by allowing each stop, and the shift, the time at which it will be reached: better
    /// late than never. Capacity and range are not touched.
    /// </summary>
    public void AllowLateness()
    {
        for (var k = 0; k < stops.Count; k++)
        {
            var window = stops[k].Window;
            stops[k] = stops[k] with { Window = window with { Due = Math.Max(window.Due, begin[k]) } };
        }

        var shift = Vehicle.Shift;
        Retime(Vehicle with { Shift = shift with { Due = Math.Max(shift.Due, ReturnTime) } });
    }

    /// <summary>Index of the first stop that is reached too late, Count if only the return is late, or -1.</summary>
    public int FirstLate()
    {
        for (var k = 0; k < stops.Count; k++)
        {
            if (begin[k] > stops[k].Window.Due)
            {
                return k;
            }
        }

        return ReturnTime > Vehicle.Shift.Due ? stops.Count : -1;
    }

    /// <summary>Takes a request in at a position that <see cref="BestInsertion"/> gave for this very route.</summary>
    public void Insert(TransportRequest request, Insertion at)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (!at.IsFeasible)
        {
            throw new ArgumentException($"Request [{request.Name}] has no feasible position here.", nameof(at));
        }

        // The delivery first: its index counts the stops as they are before the pickup goes in.
        stops.Insert(at.DeliveryBefore, AsServedHere(Stop.DeliveryOf(request)));
        if (NeedsFetching(request))
        {
            stops.Insert(at.PickupBefore, FetchOf(request));
        }

        Reschedule();
    }

    /// <summary>Takes a request out. Returns false if it has no stop here.</summary>
    public bool Remove(int request)
    {
        if (stops.RemoveAll(s => s.Request.Id == request) == 0)
        {
            return false;
        }

        Reschedule();
        return true;
    }

    /// <summary>Takes several requests out at once.</summary>
    public void RemoveAll(IReadOnlyCollection<int> requests)
    {
        stops.RemoveAll(s => requests.Contains(s.Request.Id));
        Reschedule();
    }

    /// <summary>
    /// The cheapest feasible position of a request, the earliest one among equals. Feasible means: with it every
    /// window, capacity, range and the shift of the whole route are kept.
    /// </summary>
    public Insertion BestInsertion(TransportRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return NeedsFetching(request) ? BestPair(request) : BestDropOff(request);
    }

    /// <summary>
    /// True if the vehicle must drive to fetch the load: always, but for depot loads before it leaves.
    /// </summary>
    private bool NeedsFetching(TransportRequest request) => request.Pickup is not null || !Start.InDepot;

    /// <summary>On the way already, a depot load is fetched like any other: in the vehicle's depot.</summary>
    private Stop FetchOf(TransportRequest request) => request.Pickup is not null
        ? Stop.PickupOf(request)
        : new Stop(request, StopKind.Pickup, Vehicle.Depot, TimeWindow.Always, 0, request.Load);

    private Stop AsServedHere(Stop delivery) =>
        delivery.Kind == StopKind.DropOff && !Start.InDepot ? delivery with { Kind = StopKind.Delivery } : delivery;

    private Insertion BestDropOff(TransportRequest request)
    {
        var site = request.Delivery;
        var n = stops.Count;
        var room = RoomForLength();
        var best = Insertion.None;
        if (!(InitialLoad + request.Load).FitsIn(Vehicle.Capacity))
        {
            return best;
        }

        for (var i = 0; i <= n; i++)
        {
            if (i > 0 && !(load[i - 1] + request.Load).FitsIn(Vehicle.Capacity))
            {
                break; // The load is aboard from the start to its stop: every later position has this leg too.
            }

            var before = Way(PlaceBefore(i), site.Place);
            var after = Way(site.Place, PlaceAt(i));
            var extra = before + after - leg[i];
            var cost = CostOf(extra);
            if (cost >= best.Cost || extra > room)
            {
                continue;
            }

            var served = Math.Max(LeavingBefore(i) + Vehicle.TravelMicros(before), site.Window.Ready);
            if (served <= site.Window.Due
                && served + site.ServiceMicros + Vehicle.TravelMicros(after) <= latest[i])
            {
                best = new Insertion(cost, i, i);
            }
        }

        return best;
    }

    private Insertion BestPair(TransportRequest request)
    {
        var pickup = FetchOf(request);
        var site = request.Delivery;
        var n = stops.Count;
        var between = Way(pickup.Place, site.Place);
        var lastLeave = site.Window.Due - Vehicle.TravelMicros(between) - pickup.ServiceMicros;
        var lastPickup = Math.Min(pickup.Window.Due, lastLeave);
        var room = RoomForLength();
        var best = Insertion.None;
        MeasureWays(pickup.Place, site.Place);
        var startToPickup = Way(Start.Place, pickup.Place);

        for (var i = 0; i <= n; i++)
        {
            var leaving = LeavingBefore(i);
            if (leaving > lastPickup)
            {
                break; // Later positions leave later still.
            }

            var before = i == 0 ? startToPickup : toPickup[i - 1];
            var picked = Math.Max(leaving + Vehicle.TravelMicros(before), pickup.Window.Ready);
            if (picked > lastPickup || !((i == 0 ? InitialLoad : load[i - 1]) + request.Load).FitsIn(Vehicle.Capacity))
            {
                continue;
            }

            var left = picked + pickup.ServiceMicros;
            best = BestDelivery(new PairSearch(request, i, before, left, between, room), best);
        }

        return best;
    }

    /// <summary>Best place for the delivery when the pickup goes before stop <c>search.Pickup</c>.</summary>
    private Insertion BestDelivery(in PairSearch search, Insertion best)
    {
        var n = stops.Count;
        var i = search.Pickup;
        var site = search.Request.Delivery;
        var service = site.ServiceMicros;

        // Delivered at once: before, pickup, delivery, next.
        var extra = search.Before + search.Between + toDelivery[i] - leg[i];
        if (extra <= search.Room && CostOf(extra) < best.Cost)
        {
            var served = Math.Max(search.Left + Vehicle.TravelMicros(search.Between), site.Window.Ready);
            if (served <= site.Window.Due && served + service + Vehicle.TravelMicros(toDelivery[i]) <= latest[i])
            {
                best = new Insertion(CostOf(extra), i, i);
            }
        }

        if (i == n)
        {
            return best;
        }

        // Delivered later: walk on with the load aboard for as long as all goes well.
        var pickupExtra = search.Before + toPickup[i] - leg[i];
        if (CostOf(pickupExtra - RoundingSlack) >= best.Cost)
        {
            return best; // By the triangle inequality the delivery makes the way no shorter.
        }

        var time = search.Left + Vehicle.TravelMicros(toPickup[i]);
        for (var k = i; k < n; k++)
        {
            var stop = stops[k];
            time = Math.Max(time, stop.Window.Ready);
            if (time > latest[k] || !(load[k] + search.Request.Load).FitsIn(Vehicle.Capacity))
            {
                break;
            }

            time += stop.ServiceMicros;
            if (time > site.Window.Due)
            {
                break;
            }

            extra = pickupExtra + toDelivery[k] + toDelivery[k + 1] - leg[k + 1];
            if (extra <= search.Room && CostOf(extra) < best.Cost)
            {
                var served = Math.Max(time + Vehicle.TravelMicros(toDelivery[k]), site.Window.Ready);
                if (served <= site.Window.Due
                    && served + service + Vehicle.TravelMicros(toDelivery[k + 1]) <= latest[k + 1])
                {
                    best = new Insertion(CostOf(extra), i, k + 1);
                }
            }

            time += Vehicle.TravelMicros(leg[k + 1]);
        }

        return best;
    }

    /// <summary>Ways from every stop, and from the depot at the end, to the two places of a request.</summary>
    private void MeasureWays(Place pickup, Place delivery)
    {
        var n = stops.Count;
        for (var k = 0; k <= n; k++)
        {
            var place = PlaceAt(k);
            toPickup[k] = Way(place, pickup);
            toDelivery[k] = Way(place, delivery);
        }
    }

    /// <summary>What the route costs more if it becomes longer by <paramref name="extra"/>.</summary>
    private long CostOf(long extra) => (extra * Vehicle.CostPerMillimetre) + (IsIdle ? Vehicle.FixedCost : 0);

    private bool IsIdle => stops.Count == 0 && Start.InDepot;

    private long RoomForLength() => Vehicle.RangeMillimetres - Start.Driven - Length;

    private Place PlaceAt(int index) => index < stops.Count ? stops[index].Place : Vehicle.Depot;

    private Place PlaceBefore(int index) => index == 0 ? Start.Place : stops[index - 1].Place;

    private long LeavingBefore(int index) =>
        index == 0 ? Start.Time : begin[index - 1] + stops[index - 1].ServiceMicros;

    private long Way(Place from, Place to) => Vehicle.Way(from, to);

    /// <summary>Recomputes the whole schedule: linear in the number of stops.</summary>
    private void Reschedule()
    {
        Grow(stops.Count + 1);
        var feasible = ScheduleForward();
        ScheduleBackward();
        feasible &= Start.Driven + Length <= Vehicle.RangeMillimetres;
        IsFeasible = feasible && ReturnTime <= Vehicle.Shift.Due;
        Cost = IsIdle ? 0 : ((Start.Driven + Length) * Vehicle.CostPerMillimetre) + Vehicle.FixedCost;
    }

    private bool ScheduleForward()
    {
        var feasible = true;
        var aboard = Start.Load;
        foreach (var stop in stops)
        {
            aboard = stop.Kind == StopKind.DropOff && Start.InDepot ? aboard - stop.Change : aboard;
        }

        InitialLoad = aboard;
        feasible &= aboard.FitsIn(Vehicle.Capacity);
        Length = 0;
        var place = Start.Place;
        var time = Start.Time;
        for (var k = 0; k < stops.Count; k++)
        {
            var stop = stops[k];
            leg[k] = Way(place, stop.Place);
            Length += leg[k];
            begin[k] = Math.Max(time + Vehicle.TravelMicros(leg[k]), stop.Window.Ready);
            aboard += stop.Change;
            load[k] = aboard;
            feasible &= begin[k] <= stop.Window.Due && aboard.FitsIn(Vehicle.Capacity) && aboard.IsNonNegative;
            time = begin[k] + stop.ServiceMicros;
            place = stop.Place;
        }

        leg[stops.Count] = Way(place, Vehicle.Depot);
        Length += leg[stops.Count];
        ReturnTime = time + Vehicle.TravelMicros(leg[stops.Count]);
        return feasible;
    }

    private void ScheduleBackward()
    {
        var n = stops.Count;
        latest[n] = Vehicle.Shift.Due;
        for (var k = n - 1; k >= 0; k--)
        {
            var stop = stops[k];
            var forTheRest = latest[k + 1] - Vehicle.TravelMicros(leg[k + 1]) - stop.ServiceMicros;
            latest[k] = Math.Min(stop.Window.Due, forTheRest);
        }
    }

    private void Grow(int size)
    {
        if (leg.Length >= size)
        {
            return;
        }

        var capacity = Math.Max(size, 2 * leg.Length);
        Array.Resize(ref leg, capacity);
        Array.Resize(ref begin, capacity);
        Array.Resize(ref latest, capacity);
        Array.Resize(ref load, capacity);
        Array.Resize(ref toPickup, capacity);
        Array.Resize(ref toDelivery, capacity);
    }

    /// <summary>What is fixed while the position of the delivery is searched.</summary>
    private readonly record struct PairSearch(
        TransportRequest Request, int Pickup, long Before, long Left, long Between, long Room);
}
