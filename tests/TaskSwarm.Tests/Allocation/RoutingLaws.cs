using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using TaskSwarm.Allocation.Routing;
using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Allocation;
using TaskSwarm.Kernel.Random;
using TaskSwarm.Kernel.Tasks;
using Xunit;

namespace TaskSwarm.Tests.Allocation;

/// <summary>What holds of every plan of routes, over random fleets: at home and on tour, with loads aboard, loads from
/// home, several homes, kinds of vehicles and dimensions.</summary>
public sealed class RoutingLaws
{
    [Fact]
    public void A_plan_keeps_windows_capacities_ranges_and_working_times() =>
        Prop.ForAll(Gen.Choose(0, 100_000).ToArbitrary(), seed =>
        {
            RoutingProblem problem = Some(seed);
            RoutingAudit.Check(problem, Search(problem, seed)).ShouldBeEmpty($"seed {seed}");
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(60));

    [Fact]
    public void The_same_problem_and_stream_give_the_same_plan()
    {
        for (int seed = 0; seed < 10; seed++)
        {
            Told(Search(Some(seed), seed)).ShouldBe(Told(Search(Some(seed), seed)));
        }
    }

    [Fact]
    public void What_is_aboard_is_delivered_by_its_vehicle_even_late()
    {
        for (int seed = 0; seed < 40; seed++)
        {
            RoutingProblem problem = Some(seed);
            RoutingPlan plan = Search(problem, seed);
            for (int j = 0; j < problem.Jobs.Count; j++)
            {
                int aboard = problem.Jobs[j].Aboard;
                if (aboard >= 0)
                {
                    plan.Routes[aboard].ShouldContain(new RoutingVisit(j, true));
                }
            }
        }
    }

    [Fact]
    public void More_effort_never_costs_more_on_average()
    {
        double little = 0, much = 0;
        for (int seed = 0; seed < 20; seed++)
        {
            RoutingProblem problem = Some(seed, jobs: 30);
            RoutingPlan a = new LargeNeighbourhoodSearch(0.001).Plan(problem, Stream(seed));
            RoutingPlan b = new LargeNeighbourhoodSearch(0.1).Plan(problem, Stream(seed));
            b.Unplaced.Count.ShouldBeLessThanOrEqualTo(a.Unplaced.Count);
            little += a.Unplaced.Count == b.Unplaced.Count ? a.Cost : 0;
            much += a.Unplaced.Count == b.Unplaced.Count ? b.Cost : 0;
        }

        much.ShouldBeLessThan(little);
    }

    [Fact]
    public void A_search_ends_when_its_effort_is_used_up()
    {
        RoutingProblem problem = Some(7, jobs: 30);
        var limited = new RoutingProblem
        {
            Vehicles = problem.Vehicles,
            Jobs = problem.Jobs,
            Places = problem.Places,
            Way = problem.Way,
            EffortLimit = 5_000,
        };
        new LargeNeighbourhoodSearch(1).Plan(limited, Stream(7)).Effort.ShouldBeLessThan(20_000);
    }

    [Fact]
    public void A_problem_beyond_reach_is_refused_with_its_size()
    {
        RoutingProblem problem = Some(1);
        var large = new RoutingProblem
        {
            Vehicles = problem.Vehicles,
            Jobs = problem.Jobs,
            Places = 5000,
            Way = problem.Way,
        };
        string objection = new LargeNeighbourhoodSearch(1).Objection(large).ShouldNotBeNull();
        objection.ShouldContain("5000");
        new LargeNeighbourhoodSearch(1).Objection(problem).ShouldBeNull();
    }

    private static RoutingPlan Search(RoutingProblem problem, int seed) =>
        new LargeNeighbourhoodSearch(0.01).Plan(problem, Stream(seed));

    private static RandomStream Stream(int seed) => new((ulong)seed, "dispatcher", "routing");

    private static string Told(RoutingPlan plan) => plan.Cost + ":" + plan.Effort + ":" + string.Join(
        "|", plan.Routes.Select(r => string.Join(" ", r.Select(v => v.Job + (v.IsDelivery ? "d" : "p")))));

    private static RoutingProblem Some(int seed, int jobs = 0)
    {
        var random = new RandomStream((ulong)seed, "test", "routing");
        int places = 12 + random.NextInt(20), vehicles = 1 + random.NextInt(6), dimensions = 1 + random.NextInt(3);
        jobs = jobs == 0 ? random.NextInt(25) : jobs;
        (double X, double Y)[] at = [.. Enumerable.Range(0, places)
            .Select(_ => (random.NextUniform(0, 1e5), random.NextUniform(0, 1e5)))];
        var made = new List<RoutingJob>();
        RoutingStop Stop()
        {
            long ready = random.NextInt(400) * 1_000_000L;
            return new RoutingStop(
                random.NextInt(places), ready, ready + ((50 + random.NextInt(500)) * 1_000_000L),
                random.NextInt(3) * 1_000_000L);
        }

        long[] Amounts(int most) => [.. Enumerable.Range(0, dimensions).Select(_ => (long)random.NextInt(most))];
        for (int j = 0; j < jobs; j++)
        {
            made.Add(new RoutingJob(new TaskId(j))
            {
                Load = Amounts(5),
                Pickup = random.NextInt(4) == 0 ? null : Stop(),
                Delivery = Stop(),
            });
        }

        var fleet = new List<RoutingVehicle>();
        for (int v = 0; v < vehicles; v++)
        {
            fleet.Add(Vehicle(v, random, places, Amounts(20), made));
        }

        return new RoutingProblem
        {
            Vehicles = fleet,
            Jobs = made,
            Places = places,
            Way = (kind, a, b) => (long)Math.Ceiling((1 + kind) * Math.Sqrt(
                ((at[a].X - at[b].X) * (at[a].X - at[b].X)) + ((at[a].Y - at[b].Y) * (at[a].Y - at[b].Y)))),
        };
    }

    /// <summary>Every third vehicle is on its way with something aboard that may be late already.</summary>
    private static RoutingVehicle Vehicle(
        int v, RandomStream random, int places, long[] capacity, List<RoutingJob> jobs)
    {
        bool away = v % 3 == 2;
        long[] nothing = new long[capacity.Length];
        var vehicle = new RoutingVehicle(new AgentId(v))
        {
            Class = random.NextInt(2),
            Start = random.NextInt(places),
            Home = random.NextInt(places),
            IsHome = !away,
            Capacity = [.. capacity.Select(c => c + 5)],
            Load = nothing,
            PaceNanos = 1_000_000,
            Until = 1_500_000_000,
            LengthLeft = random.NextInt(2) == 0 ? 600_000 : long.MaxValue / 8,
            FixedCost = random.NextInt(2) * 100_000L,
        };
        if (!away)
        {
            return vehicle with { Start = vehicle.Home };
        }

        jobs.Add(new RoutingJob(new TaskId(jobs.Count))
        {
            Load = [.. nothing.Select(_ => 1L)],
            Delivery = new RoutingStop(random.NextInt(places), 0, 1_000_000, 0),
            Aboard = v,
        });
        return vehicle with
        {
            Load = [.. nothing.Select(_ => 1L)],
            Route = [new RoutingVisit(jobs.Count - 1, true)],
        };
    }
}
