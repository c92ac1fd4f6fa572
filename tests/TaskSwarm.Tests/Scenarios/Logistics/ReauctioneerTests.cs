using FsCheck.Xunit;
using Shouldly;
using TaskSwarm.Scenarios.Logistics.Market;
using TaskSwarm.Scenarios.Logistics.Routing;
using Xunit;

namespace TaskSwarm.Tests.Scenarios.Logistics;

public sealed class ReauctioneerTests
{
    [Property(MaxTest = 40)]
    public void Re_auction_never_loses_or_doubles_a_request_and_never_ends_worse(int seed)
    {
        var (market, planners) = Planned(seed, vehicles: 4, requests: 12);
        var (openBefore, costBefore) = (market.Book.OpenCount, market.Book.TotalCost);

        Replan(market, planners, seed, rounds: 60);

        HeldBy(planners).ShouldBeUnique();
        HeldBy(planners).Count().ShouldBe(12 - market.Book.OpenCount);
        market.Book.OpenCount.ShouldBeLessThanOrEqualTo(openBefore);
        if (market.Book.OpenCount == openBefore)
        {
            market.Book.TotalCost.ShouldBeLessThanOrEqualTo(costBefore);
        }
    }

    [Property(MaxTest = 40)]
    public void The_book_agrees_with_the_vehicles_after_every_round(int seed)
    {
        var (market, planners) = Planned(seed, vehicles: 3, requests: 9);
        var random = SomeLogistics.Stream(seed, "market");
        market.BeginPlanning(40);
        for (var round = 0; round < 40; round++)
        {
            market.BeginRound(random);
            SomeLogistics.Settle(market, planners, random);

            market.IsIdle.ShouldBeTrue();
            market.Book.TotalCost.ShouldBe(planners.Sum(p => p.Route.Cost));
            for (var v = 0; v < planners.Length; v++)
            {
                planners[v].OpenRound.ShouldBe(0);
                planners[v].Route.IsFeasible.ShouldBeTrue();
                planners[v].Route.Stops.Select(s => s.Request.Id).Distinct().Order()
                    .ShouldBe(market.Book.Requests.Select(r => r.Id).Where(id => market.Book.HolderOf(id) == v));
            }
        }
    }

    [Property(MaxTest = 20)]
    public void Calls_that_are_heard_twice_change_nothing(int seed)
    {
        var (once, planners) = Planned(seed, vehicles: 3, requests: 9);
        var (twice, others) = Planned(seed, vehicles: 3, requests: 9);

        Replan(once, planners, seed, rounds: 30);
        Replan(twice, others, seed, rounds: 30, copies: 2);

        others.Select(p => p.Route.Cost).ShouldBe(planners.Select(p => p.Route.Cost));
    }

    [Property(MaxTest = 15)]
    public void Small_instances_are_solved_to_within_five_percent_of_the_optimum(int seed)
    {
        const int requests = 4;
        var random = SomeLogistics.Stream(seed);
        var all = Enumerable.Range(0, requests)
            .Select(id => SomeLogistics.Request(id, RandomPlace(random), RandomPlace(random), load: 4))
            .ToArray();
        var fleet = new[] { SomeLogistics.Vehicle("a"), SomeLogistics.Vehicle("b") };
        var (market, planners) = Plan(fleet, all, seed);

        Replan(market, planners, seed, rounds: 150);

        var optimum = Optimum(fleet[0], all, 0, [], []);
        market.Book.OpenCount.ShouldBe(0);
        market.Book.TotalCost.ShouldBeGreaterThanOrEqualTo(optimum);
        ((double)market.Book.TotalCost).ShouldBeLessThanOrEqualTo(1.05 * optimum);
    }

    [Fact]
    public void A_request_that_the_order_of_announcements_left_over_is_served_after_re_auction()
    {
        // One vehicle can do both only if the near load waits for the far one; greedy takes the vehicle's time away.
        var fleet = new[] { SomeLogistics.Vehicle("a", capacity: 1), SomeLogistics.Vehicle("b", capacity: 2) };
        var small = SomeLogistics.Request(
            0, null, new Place(0, 1000), load: 1, window: new TimeWindow(0, 2 * SomeLogistics.Minute));
        var large = SomeLogistics.Request(
            1, null, new Place(0, -1000), load: 2, window: new TimeWindow(0, 2 * SomeLogistics.Minute));
        var (market, planners) = Plan(fleet, [small, large], seed: 1, take: [1, 1]);
        market.Book.OpenCount.ShouldBe(1);

        Replan(market, planners, seed: 1, rounds: 30);

        market.Book.OpenCount.ShouldBe(0);
    }

    [Fact]
    public void Of_equal_idle_vehicles_only_the_first_is_asked()
    {
        var fleet = new[] { SomeLogistics.Vehicle("a"), SomeLogistics.Vehicle("b"), SomeLogistics.Vehicle("c", 99) };
        var book = new MarketBook(fleet);
        var bidders = new List<int>();

        book.CollectBidders(bidders);

        bidders.ShouldBe([0, 2]);
    }

    private static void Replan(Reauctioneer market, RoutePlanner[] planners, int seed, int rounds, int copies = 1)
    {
        var random = SomeLogistics.Stream(seed, "market");
        market.BeginPlanning(rounds);
        for (var round = 0; round < rounds; round++)
        {
            market.BeginRound(random);
            SomeLogistics.Settle(market, planners, random, copies);
        }

        market.RevertToBest();
        SomeLogistics.Settle(market, planners, random, copies);
    }

    private static (Reauctioneer Market, RoutePlanner[] Planners) Planned(int seed, int vehicles, int requests)
    {
        var random = SomeLogistics.Stream(seed);
        var fleet = Enumerable.Range(0, vehicles).Select(v => SomeLogistics.Vehicle("truck-" + v)).ToArray();
        return Plan(
            fleet, [.. Enumerable.Range(0, requests).Select(id => SomeLogistics.RandomRequest(id, random))], seed);
    }

    /// <summary>Every request goes to the first vehicle that can take it, or to the one that is named.</summary>
    private static (Reauctioneer Market, RoutePlanner[] Planners) Plan(
        VehicleSpec[] fleet, TransportRequest[] requests, int seed, int[]? take = null)
    {
        var planners = fleet.Select(v => new RoutePlanner(v)).ToArray();
        var book = new MarketBook(fleet);
        foreach (var request in requests)
        {
            book.Add(request);
            var taker = take is null
                ? Array.FindIndex(planners, p => p.TryTake(request))
                : planners[take[request.Id]].TryTake(request) ? take[request.Id] : -1;
            if (taker >= 0)
            {
                book.Assign(request.Id, taker);
                book.NotePlan(taker, planners[taker].Version, planners[taker].Route.Cost);
            }
        }

        var options = new ReauctionOptions(Rounds: 100, ClusterSize: 4);
        return (new Reauctioneer(book, options, fleet[0].Depot), planners);
    }

    private static IEnumerable<int> HeldBy(RoutePlanner[] planners) =>
        planners.SelectMany(p => p.Route.Stops.Select(s => s.Request.Id).Distinct());

    private static Place RandomPlace(TaskSwarm.Kernel.Random.RandomStream random) =>
        new(random.NextUniform(-9000, 9000), random.NextUniform(-9000, 9000));

    /// <summary>The lowest cost of serving all requests with two equal vehicles, by trying every way.</summary>
    private static long Optimum(
        VehicleSpec vehicle, TransportRequest[] requests, int next, List<Stop> first, List<Stop> second)
    {
        if (next == requests.Length)
        {
            var (one, other) = (RouteSimulation.Drive(vehicle, first), RouteSimulation.Drive(vehicle, second));
            return one.Feasible && other.Feasible ? one.Cost + other.Cost : long.MaxValue;
        }

        var best = long.MaxValue;
        foreach (var route in new[] { first, second })
        {
            for (var i = 0; i <= route.Count; i++)
            {
                for (var j = i; j <= route.Count; j++)
                {
                    route.Insert(j, Stop.DeliveryOf(requests[next]));
                    route.Insert(i, Stop.PickupOf(requests[next]));
                    best = Math.Min(best, Optimum(vehicle, requests, next + 1, first, second));
                    route.RemoveAll(s => s.Request == requests[next]);
                }
            }
        }

        return best;
    }
}
