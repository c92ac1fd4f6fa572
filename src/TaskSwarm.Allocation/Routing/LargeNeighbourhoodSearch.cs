using System.Globalization;
using TaskSwarm.Kernel.Allocation;
using TaskSwarm.Kernel.Random;

namespace TaskSwarm.Allocation.Routing;

/// <summary>
/// Insertion and large neighbourhood search for pickup and delivery with time windows: a plan is torn down in strings
/// of neighbouring stops and built up again by cheapest insertion with blinks; a worse plan is kept with the chance of
/// simulated annealing (slack induction by string removals; Christiaens and Vanden Berghe, Transportation Science
/// 54(2), 2020; after Ropke and Pisinger, Transportation Science 40(4), 2006). Where leaving home costs something,
/// vehicles are saved first. No bound on the distance from the optimum.
/// </summary>
public sealed class LargeNeighbourhoodSearch : IRouter
{
    private const int MostPlaces = 4000;
    private const int MostPairs = 4_000_000;

    /// <summary>Steps of effort 1, and more for each job.</summary>
    private const double BaseSteps = 40_000;

    private const double StepsPerJob = 2000;

    /// <summary>The more stops a route has, the more ways there are to order it: more steps by the stop.</summary>
    private const double StepsPerStop = 0.1;

    /// <summary>Share of the steps that saves vehicles; a half of it without success is enough.</summary>
    private const double FleetShare = 0.5;

    /// <summary>One step in so many tries to serve a whole route by the others.</summary>
    private const int RouteStepEvery = 50;

    private readonly double _effort;

    /// <summary>The search with a number of steps.</summary>
    /// <param name="effort">1 is the default; steps are proportional to it.</param>
    public LargeNeighbourhoodSearch(double effort)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(effort);
        _effort = effort;
    }

    /// <inheritdoc/>
    public string Name => "large-neighbourhood-search";

    /// <inheritdoc/>
    public string? Objection(RoutingProblem problem)
    {
        ArgumentNullException.ThrowIfNull(problem);
        long pairs = (long)problem.Jobs.Count * problem.Vehicles.Count;
        if (pairs > MostPairs)
        {
            return Said($"{Name} reaches {MostPairs} pairs of a load and a vehicle, the problem has {pairs}");
        }

        return problem.Places > MostPlaces
            ? Said($"{Name} reaches {MostPlaces} places, the problem has {problem.Places}")
            : null;
    }

    /// <inheritdoc/>
    public RoutingPlan Plan(RoutingProblem problem, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(problem);
        ArgumentNullException.ThrowIfNull(random);
        var search = new RouteSearch(new RoutingModel(problem), random);
        if (search.Movable > 0 && problem.Vehicles.Count > 0)
        {
            search.BuildUp(double.PositiveInfinity, opens: true);
            search.Keep();
            Improve(problem, search, random);
        }

        return ToPlan(problem, search);
    }

    private void Improve(RoutingProblem problem, RouteSearch search, RandomStream random)
    {
        double stops = 2.0 * search.Movable / Math.Max(1, search.Active.Count);
        long steps = (long)(_effort * (BaseSteps + (StepsPerJob * (1 + (StepsPerStop * stops)) * search.Movable)));
        double rate = problem.Vehicles.Average(v => (double)v.CostPerLength);
        double mean = Math.Max(1, rate * search.Active.Sum(v => search.Route(v).Length) / search.Movable);
        if (problem.Vehicles.Any(v => v.FixedCost > 0) || search.Absent.Count > 0)
        {
            long share = (long)(FleetShare * steps);
            long limit = search.Effort + (long)(FleetShare * (problem.EffortLimit - search.Effort));
            steps -= new FleetReduction(search, problem.Jobs.Count, random).Run(
                new Cooling(mean, 0.01 * mean, share, search.Effort, limit), share / 2);
        }

        Anneal(search, random, new Cooling(mean, 0.01 * mean, steps, search.Effort, problem.EffortLimit));
    }

    private static void Anneal(RouteSearch search, RandomStream random, Cooling cooling)
    {
        (int[][] best, long bestCost, int fewest) = (search.Save(), search.Cost, search.Absent.Count);
        int step = 0;
        while (!cooling.IsOver(search.Effort))
        {
            double limit = search.Cost + random.NextExponential(cooling.Next());
            int absent = search.Absent.Count;
            bool isGood = ++step % RouteStepEvery == 0
                ? TryWithout(search, random, limit)
                : TryStrings(search, limit);
            if (!isGood || search.Absent.Count > absent)
            {
                search.Undo();
                continue;
            }

            search.Keep();
            if (search.Absent.Count < fewest || (search.Absent.Count == fewest && search.Cost < bestCost))
            {
                (best, bestCost, fewest) = (search.Save(), search.Cost, search.Absent.Count);
            }
        }

        search.Load(best);
    }

    private static bool TryStrings(RouteSearch search, double limit)
    {
        int absent = search.Absent.Count;
        search.TearDown();
        return search.BuildUp(absent > 0 ? double.PositiveInfinity : limit, opens: true)
            && (search.Cost <= limit || search.Absent.Count < absent);
    }

    /// <summary>Serves the jobs of the shortest of three routes by the others.</summary>
    private static bool TryWithout(RouteSearch search, RandomStream random, double limit)
    {
        int shortest = -1;
        for (int attempt = 0; attempt < 3 && search.Active.Count > 0; attempt++)
        {
            int v = search.Active[random.NextInt(search.Active.Count)];
            if (search.CanBeEmptied(v) && (shortest < 0 || search.Route(v).Count < search.Route(shortest).Count))
            {
                shortest = v;
            }
        }

        if (shortest < 0)
        {
            return false;
        }

        search.Empty(shortest);
        return search.BuildUp(limit, opens: false, shortest) && search.Cost <= limit;
    }

    private static RoutingPlan ToPlan(RoutingProblem problem, RouteSearch search) => new(
        [
            .. Enumerable.Range(0, problem.Vehicles.Count).Select(IReadOnlyList<RoutingVisit> (v) =>
                [.. search.Route(v).ToNodes().Select(n => new RoutingVisit(n >> 1, (n & 1) == 1))]),
        ],
        search.Cost)
    {
        Unplaced = [.. search.Absent.Order()],
        Effort = search.Effort,
    };

    private static string Said(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
