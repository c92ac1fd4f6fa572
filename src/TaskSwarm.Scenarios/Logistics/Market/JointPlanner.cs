using TaskSwarm.Kernel.Allocation;
using TaskSwarm.Kernel.Random;
using TaskSwarm.Scenarios.Logistics.Routing;

namespace TaskSwarm.Scenarios.Logistics.Market;

/// <summary>
/// The dispatcher's side of central planning. A session asks all vehicles for their routes, lets a router plan them
/// anew, which takes time, gives the new routes to those that they concern, and settles: either all of them count or
/// none, so that a lost message or a vehicle that has gone on meanwhile neither loses nor doubles a load.
/// </summary>
/// <remarks>Pure: answers come in by <see cref="Receive"/>, calls go out through <see cref="Outbox"/>.</remarks>
public sealed partial class JointPlanner
{
    private readonly List<MarketPost> outbox = [];
    private readonly SortedDictionary<int, MarketCall> awaited = [];
    private readonly SortedDictionary<int, VehicleReport> reports = [];
    private readonly SortedDictionary<int, IReadOnlyList<Stop>> routes = [];
    private readonly SortedDictionary<int, int> holders = [];
    private readonly List<int> unplaced = [];
    private Phase phase;
    private int round;
    private int step;
    private bool isRefused;

    private enum Phase
    {
        Idle,
        Polling,
        Polled,
        Thinking,
        Following,
        Settling,
    }

    /// <summary>Calls to be sent. The owner empties it.</summary>
    public IList<MarketPost> Outbox => outbox;

    /// <summary>Whether no session is under way.</summary>
    public bool IsIdle => phase == Phase.Idle;

    /// <summary>Whether all routes are known, so that <see cref="Plan"/> is due.</summary>
    public bool IsPolled => phase == Phase.Polled;

    /// <summary>Whether the last session's plan counts.</summary>
    public bool IsKept { get; private set; }

    /// <summary>Round and step that answers are waited for.</summary>
    public RoundStep Current => new(round, step);

    /// <summary>The vehicle of each request of the plan.</summary>
    public IReadOnlyDictionary<int, int> Holders => holders;

    /// <summary>Numbers of the requests that fit into no route, ascending.</summary>
    public IReadOnlyList<int> Unplaced => unplaced;

    /// <summary>Begins a session with the vehicles that are there.</summary>
    public void Begin(IEnumerable<int> vehicles)
    {
        ArgumentNullException.ThrowIfNull(vehicles);
        (round, step, phase) = (round + 1, 1, Phase.Polling);
        (isRefused, IsKept) = (false, false);
        reports.Clear();
        routes.Clear();
        holders.Clear();
        unplaced.Clear();
        foreach (var vehicle in vehicles)
        {
            Call(vehicle, new ReportRoute(Current));
        }

        GoOn();
    }

    /// <summary>Whether a vehicle takes part and its route holds a request that may still change hands.</summary>
    public bool MayMove(int vehicle, int request) => reports.TryGetValue(vehicle, out var report)
        && report.Stops.FirstOrDefault(s => s.Request.Id == request) is { Request: not null } stop
        && report.IsOpen(stop);

    /// <summary>Plans all routes; <see cref="Tell"/> is due when the thinking is over.</summary>
    /// <param name="router">The strategy.</param>
    /// <param name="open">What may be given to any vehicle.</param>
    /// <param name="fromMicros">When vehicles can act on it at the earliest.</param>
    /// <param name="effortLimit">How long the strategy may think.</param>
    /// <param name="random">The dispatcher's own stream.</param>
    /// <returns>The plan; null if the router refuses the problem or there is nothing to plan.</returns>
    public RoutingPlan? Plan(
        IRouter router, IReadOnlyList<TransportRequest> open, long fromMicros, long effortLimit, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(router);
        ArgumentNullException.ThrowIfNull(open);
        var vehicles = reports.Keys.ToArray();
        var desk = new RoutingDesk([.. reports.Values], open, fromMicros, effortLimit);
        if (open.Count == 0 || vehicles.Length == 0 || router.Objection(desk.Problem) is not null)
        {
            unplaced.AddRange(open.Select(r => r.Id).Order());
            phase = Phase.Idle;
            return null;
        }

        var plan = router.Plan(desk.Problem, random);
        unplaced.AddRange(plan.Unplaced.Select(j => desk.RequestOf(j).Id).Order());
        for (var v = 0; v < vehicles.Length; v++)
        {
            var stops = desk.StopsOf(v, plan.Routes[v]);
            if (!IsSame(stops, reports[vehicles[v]].Stops))
            {
                routes[vehicles[v]] = stops;
            }

            foreach (var visit in plan.Routes[v].Where(r => r.Job < open.Count))
            {
                holders[desk.RequestOf(visit.Job).Id] = vehicles[v];
            }
        }

        phase = Phase.Thinking;
        return plan;
    }

    /// <summary>The thinking is over: the vehicles are told.</summary>
    public void Tell()
    {
        if (phase != Phase.Thinking)
        {
            return;
        }

        (step, phase) = (step + 1, Phase.Following);
        foreach (var (vehicle, stops) in routes)
        {
            Call(vehicle, new FollowRoute(Current, reports[vehicle].Stops, stops));
        }

        GoOn();
    }

    /// <summary>Takes in an answer. Answers that nobody waits for are ignored: they are repeated or late.</summary>
    public void Receive(int vehicle, MarketAnswer answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        if (answer.At != Current || !awaited.Remove(vehicle))
        {
            return;
        }

        if (answer is RouteReported { Report: { } report })
        {
            reports[vehicle] = report;
        }

        isRefused |= answer is RouteFollowed { Taken: false };
        GoOn();
    }

    /// <summary>Whether two routes have the same stops in the same order.</summary>
    public static bool IsSame(IReadOnlyList<Stop> route, IReadOnlyList<Stop> other)
    {
        ArgumentNullException.ThrowIfNull(route);
        ArgumentNullException.ThrowIfNull(other);
        return route.Count == other.Count && route.Zip(other).All(
            p => p.First.Request.Id == p.Second.Request.Id && p.First.Kind == p.Second.Kind);
    }

    private void GoOn()
    {
        if (awaited.Count > 0)
        {
            return;
        }

        switch (phase)
        {
            case Phase.Polling:
                phase = Phase.Polled;
                break;
            case Phase.Following:
                Settle();
                break;
            case Phase.Settling:
                phase = Phase.Idle;
                break;
            case Phase.Idle or Phase.Polled or Phase.Thinking:
            default:
                break;
        }
    }

    private void Settle()
    {
        IsKept = !isRefused;
        (step, phase) = (step + 1, Phase.Settling);
        foreach (var vehicle in routes.Keys)
        {
            Call(vehicle, new SettleRound(Current, IsKept));
        }

        GoOn();
    }

    private void Call(int vehicle, MarketCall call)
    {
        awaited[vehicle] = call;
        outbox.Add(new MarketPost(vehicle, call));
    }
}
