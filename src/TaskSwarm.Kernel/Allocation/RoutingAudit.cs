using System.Globalization;

namespace TaskSwarm.Kernel.Allocation;

/// <summary>
/// Holds a plan against its problem, independently of how it was found: every stop once and in order, windows,
/// capacities, lengths, working times and the cost.
/// </summary>
public static class RoutingAudit
{
    /// <summary>What is wrong with a plan, in words; empty if nothing is.</summary>
    public static IReadOnlyList<string> Check(RoutingProblem problem, RoutingPlan plan)
    {
        ArgumentNullException.ThrowIfNull(problem);
        ArgumentNullException.ThrowIfNull(plan);
        var wrong = new List<string>();
        var seen = new int[problem.Jobs.Count];
        long cost = 0;
        for (int v = 0; v < problem.Vehicles.Count; v++)
        {
            cost += Drive(problem, v, plan.Routes[v], seen, wrong);
        }

        for (int j = 0; j < seen.Length; j++)
        {
            int expected = plan.Unplaced.Contains(j) ? 0 : 1;
            if (seen[j] != expected)
            {
                wrong.Add(Said($"job {j} is delivered {seen[j]} times instead of {expected}"));
            }
        }

        if (cost != plan.Cost)
        {
            wrong.Add(Said($"the routes cost {cost}, the plan says {plan.Cost}"));
        }

        return wrong;
    }

    private static long Drive(
        RoutingProblem problem, int v, IReadOnlyList<RoutingVisit> route, int[] seen, List<string> wrong)
    {
        RoutingVehicle vehicle = problem.Vehicles[v];
        if (route.Count == 0 && vehicle.IsHome)
        {
            return 0;
        }

        (int place, long time, long length) = (vehicle.Start, vehicle.From, 0L);
        long[] load = [.. vehicle.Load];
        Load(problem, vehicle, route, load);
        RequireRoom(vehicle, v, load, wrong);
        var aboard = new SortedSet<int>();
        foreach (RoutingVisit visit in route)
        {
            RoutingJob job = problem.Jobs[visit.Job];
            RoutingStop stop = visit.IsDelivery
                ? job.Delivery
                : job.Pickup ?? new RoutingStop(vehicle.Home, 0, long.MaxValue / 8, 0);
            long way = problem.Way(vehicle.Class, place, stop.Place);
            length += way;
            time = Math.Max(time + Micros(vehicle, way), stop.Ready);
            if (time > stop.Due && job.Aboard < 0)
            {
                wrong.Add(Said($"vehicle {v} is late for job {visit.Job}"));
            }

            time += stop.Service;
            place = stop.Place;
            NoteVisit(job, visit, v, vehicle, aboard, seen, wrong);
            for (int d = 0; d < load.Length; d++)
            {
                load[d] += visit.IsDelivery ? -job.Load[d] : job.Load[d];
            }

            RequireRoom(vehicle, v, load, wrong);
        }

        long home = problem.Way(vehicle.Class, place, vehicle.Home);
        length += home;
        bool mayBeLate = route.Any(r => problem.Jobs[r.Job].Aboard >= 0);
        if ((time + Micros(vehicle, home) > vehicle.Until && !mayBeLate && route.Count > 0)
            || (length > vehicle.LengthLeft && !mayBeLate && route.Count > 0))
        {
            wrong.Add(Said($"vehicle {v} comes home too late or goes too far"));
        }

        return (length * vehicle.CostPerLength) + vehicle.FixedCost;
    }

    /// <summary>Loads from home are aboard from the start.</summary>
    private static void Load(
        RoutingProblem problem, RoutingVehicle vehicle, IReadOnlyList<RoutingVisit> route, long[] load)
    {
        foreach (RoutingVisit visit in route)
        {
            RoutingJob job = problem.Jobs[visit.Job];
            for (int d = 0; d < load.Length && vehicle.IsHome && job.Pickup is null && job.Aboard < 0; d++)
            {
                load[d] += job.Load[d];
            }
        }
    }

    private static void NoteVisit(
        RoutingJob job, RoutingVisit visit, int v, RoutingVehicle vehicle, SortedSet<int> aboard, int[] seen,
        List<string> wrong)
    {
        if (!visit.IsDelivery)
        {
            aboard.Add(visit.Job);
            return;
        }

        seen[visit.Job]++;
        bool isThere = job.Aboard >= 0 ? job.Aboard == v : (job.Pickup is null && vehicle.IsHome);
        if (!isThere && !aboard.Remove(visit.Job))
        {
            wrong.Add(Said($"vehicle {v} delivers job {visit.Job} without having it"));
        }
    }

    private static void RequireRoom(RoutingVehicle vehicle, int v, long[] load, List<string> wrong)
    {
        for (int d = 0; d < load.Length; d++)
        {
            if (load[d] > vehicle.Capacity[d] || load[d] < 0)
            {
                wrong.Add(Said($"vehicle {v} carries {load[d]} of {vehicle.Capacity[d]}"));
            }
        }
    }

    private static long Micros(RoutingVehicle vehicle, long way) => ((way * vehicle.PaceNanos) + 999) / 1000;

    private static string Said(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
