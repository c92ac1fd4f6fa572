using FsCheck.Xunit;
using Shouldly;
using TaskSwarm.Scenarios.Logistics.Routing;
using Xunit;

namespace TaskSwarm.Tests.Scenarios.Logistics;

public sealed class RouteTests
{
    [Property(MaxTest = 300)]
    public void The_best_insertion_is_the_cheapest_of_all_positions_that_a_simulation_finds_feasible(int seed)
    {
        var (route, random) = RandomRoute(seed);
        var request = SomeLogistics.RandomRequest(1000, random);

        var insertion = route.BestInsertion(request);

        var expected = RouteSimulation.CheapestInsertion(route.Vehicle, route.Stops, request);
        (insertion.IsFeasible ? insertion.Cost : (long?)null).ShouldBe(expected);
    }

    [Property(MaxTest = 300)]
    public void The_cost_of_an_insertion_is_what_the_route_then_costs_more(int seed)
    {
        var (route, random) = RandomRoute(seed);
        var request = SomeLogistics.RandomRequest(1000, random);
        var before = route.Cost;
        var insertion = route.BestInsertion(request);
        if (insertion.IsFeasible)
        {
            route.Insert(request, insertion);

            (route.Cost - before).ShouldBe(insertion.Cost);
            route.IsFeasible.ShouldBeTrue();
        }
    }

    [Property(MaxTest = 300)]
    public void A_route_is_feasible_exactly_if_driving_it_breaks_no_rule(int seed)
    {
        var random = SomeLogistics.Stream(seed);
        var vehicle = SomeLogistics.Vehicle(capacity: 8, range: 60_000_000, shiftEnd: 400 * SomeLogistics.Minute);
        var stops = new List<Stop>();
        for (var id = 0; id < random.NextInt(4); id++)
        {
            var request = SomeLogistics.RandomRequest(id, random);
            if (request.Pickup is not null)
            {
                stops.Insert(random.NextInt(stops.Count + 1), Stop.PickupOf(request));
            }

            stops.Insert(random.NextInt(stops.Count + 1), Stop.DeliveryOf(request));
        }

        var route = new Route(vehicle, Route.StartInDepot(vehicle, 0), stops);

        // A delivery before its pickup makes the load negative only if nothing else is aboard: the order is the
        // business of insertions, which never break it.
        var ordered = stops.TrueForAll(s => s.Kind != StopKind.Delivery
            || stops.FindIndex(p => p.Request == s.Request && p.Kind == StopKind.Pickup) < stops.IndexOf(s));
        if (ordered)
        {
            route.IsFeasible.ShouldBe(RouteSimulation.Drive(vehicle, stops).Feasible);
        }
    }

    [Property(MaxTest = 200)]
    public void Capacity_is_never_exceeded_in_any_dimension(int seed)
    {
        var (route, _) = RandomRoute(seed);

        route.InitialLoad.FitsIn(route.Vehicle.Capacity).ShouldBeTrue();
        for (var i = 0; i < route.Count; i++)
        {
            route.LoadAfter(i).FitsIn(route.Vehicle.Capacity).ShouldBeTrue();
            route.LoadAfter(i).IsNonNegative.ShouldBeTrue();
        }
    }

    [Property(MaxTest = 200)]
    public void Taking_a_request_in_and_out_again_leaves_the_route_as_it_was(int seed)
    {
        var (route, random) = RandomRoute(seed);
        var (stops, cost) = (route.Stops.ToArray(), route.Cost);
        var request = SomeLogistics.RandomRequest(1000, random);
        var insertion = route.BestInsertion(request);
        if (insertion.IsFeasible)
        {
            route.Insert(request, insertion);
            route.Remove(request.Id).ShouldBeTrue();
        }

        route.Stops.ShouldBe(stops);
        route.Cost.ShouldBe(cost);
    }

    [Property(MaxTest = 200)]
    public void A_stop_may_begin_as_late_as_the_route_says_and_no_later(int seed)
    {
        var (route, random) = RandomRoute(seed);
        if (route.Count == 0)
        {
            return;
        }

        var index = random.NextInt(route.Count);
        IsFeasibleFrom(route, index, route.LatestOf(index)).ShouldBeTrue();
        IsFeasibleFrom(route, index, route.LatestOf(index) + 1).ShouldBeFalse();
    }

    [Fact]
    public void A_vehicle_on_its_way_fetches_depot_loads_from_the_depot()
    {
        var vehicle = SomeLogistics.Vehicle();
        var start = new RouteStart(new Place(5000, 0), 0, LoadVector.Zero, 0, InDepot: false);
        var route = new Route(vehicle, start, []);
        var request = SomeLogistics.Request(1, null, new Place(-1000, 0));

        route.Insert(request, route.BestInsertion(request));

        route.Stops.Select(s => s.Kind).ShouldBe([StopKind.Pickup, StopKind.Delivery]);
        route.Length.ShouldBe(7_000_000);
    }

    [Fact]
    public void A_range_is_counted_from_the_beginning_of_the_tour()
    {
        var vehicle = SomeLogistics.Vehicle(range: 10_000_000);
        var request = SomeLogistics.Request(1, new Place(1000, 0), new Place(2000, 0));

        var fresh = new Route(vehicle, new RouteStart(new Place(0, 0), 0, LoadVector.Zero, 0, true), []);
        var nearlyDone = new Route(vehicle, new RouteStart(new Place(0, 0), 0, LoadVector.Zero, 7_000_000, false), []);

        fresh.BestInsertion(request).IsFeasible.ShouldBeTrue();
        nearlyDone.BestInsertion(request).IsFeasible.ShouldBeFalse();
    }

    [Fact]
    public void A_detour_makes_ways_longer_and_is_rounded_up()
    {
        var vehicle = SomeLogistics.Vehicle(detour: 1300);

        vehicle.Way(new Place(0, 0), new Place(1, 0)).ShouldBe(1300);
        vehicle.Way(new Place(0, 0), new Place(0.001, 0)).ShouldBe(2);
    }

    [Fact]
    public void An_idle_vehicle_charges_its_fixed_cost()
    {
        var vehicle = SomeLogistics.Vehicle(fixedCost: 500);
        var route = new Route(vehicle);
        var request = SomeLogistics.Request(1, new Place(3, 0), new Place(3, 4));

        route.BestInsertion(request).Cost.ShouldBe(500 + 3000 + 4000 + 5000);
    }

    private static bool IsFeasibleFrom(Route route, int index, long time)
    {
        var vehicle = route.Vehicle;
        for (var k = index; k < route.Count; k++)
        {
            time = Math.Max(time, route.Stops[k].Window.Ready);
            if (time > route.Stops[k].Window.Due)
            {
                return false;
            }

            time += route.Stops[k].ServiceMicros + vehicle.TravelMicros(route.LegTo(k + 1));
        }

        return time <= vehicle.Shift.Due;
    }

    private static (Route Route, TaskSwarm.Kernel.Random.RandomStream Random) RandomRoute(int seed)
    {
        var random = SomeLogistics.Stream(seed);
        var vehicle = SomeLogistics.Vehicle(
            capacity: 6 + random.NextInt(10),
            range: random.NextInt(2) == 0 ? VehicleSpec.Unlimited : 70_000_000,
            shiftEnd: (200 + random.NextInt(400)) * SomeLogistics.Minute,
            detour: random.NextInt(2) == 0 ? 1000 : 1250);
        var route = new Route(vehicle);
        for (var id = 0; id < 7; id++)
        {
            var request = SomeLogistics.RandomRequest(id, random);
            var insertion = route.BestInsertion(request);
            if (insertion.IsFeasible)
            {
                route.Insert(request, insertion);
            }
        }

        return (route, random);
    }
}
