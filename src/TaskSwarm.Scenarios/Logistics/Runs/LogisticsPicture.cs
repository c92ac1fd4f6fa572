using TaskSwarm.Kernel.Runs;
using TaskSwarm.Kernel.World;
using TaskSwarm.Scenarios.Logistics.Agents;
using TaskSwarm.Scenarios.Logistics.Routing;

namespace TaskSwarm.Scenarios.Logistics.Runs;

/// <summary>The picture of a run: routes on the map, and who did what when.</summary>
internal static class LogisticsPicture
{
    /// <summary>Describes the picture.</summary>
    public static RunPicture Draw(
        string name, FleetPlan plan, VehicleLog[] logs, List<(double Seconds, int Vehicle)> failures)
    {
        var used = Enumerable.Range(0, logs.Length).Where(v => logs[v].Tours.Count > 0).ToArray();
        return new RunPicture(name, [MapOf(plan, logs, used, failures), GanttOf(plan, logs, used, failures)]);
    }

    private static MapPanel MapOf(
        FleetPlan plan, VehicleLog[] logs, int[] used, List<(double Seconds, int Vehicle)> failures)
    {
        var tracks = used.SelectMany(v => logs[v].Tours.Select(t => new Track(plan.Fleet[v].Name, t.Way, v))).ToArray();
        var depots = plan.Fleet.Select(v => v.Depot).Distinct()
            .Select(d => new Mark("depot", FleetPlan.At(d), MarkKind.Depot));
        var stops = used.SelectMany(v => logs[v].Stops.Select(s => new Mark(
            "", s.At, s.Kind == StopKind.Pickup ? MarkKind.Pickup : MarkKind.Delivery)));
        var broken = failures.Select(f => new Mark(
            plan.Fleet[f.Vehicle].Name + " broke down", PlaceAt(logs[f.Vehicle], plan, f), MarkKind.Failure));
        return new MapPanel("Routes", tracks, [.. depots, .. stops, .. broken]);
    }

    /// <summary>Where a vehicle was when it broke down: the end of the last leg that began before.</summary>
    private static Vec3 PlaceAt(VehicleLog log, FleetPlan plan, (double Seconds, int Vehicle) failure)
    {
        var before = log.Spans.Count(s => s.What == "driving" && s.From <= failure.Seconds);
        var way = log.Tours.SelectMany(t => t.Way.Skip(1)).Take(before).ToArray();
        return way.Length > 0 ? way[^1] : FleetPlan.At(plan.Fleet[failure.Vehicle].Depot);
    }

    private static GanttPanel GanttOf(
        FleetPlan plan, VehicleLog[] logs, int[] used, List<(double Seconds, int Vehicle)> failures)
    {
        var bars = new List<GanttBar>();
        for (var row = 0; row < used.Length; row++)
        {
            bars.AddRange(logs[used[row]].Spans.Select(s => new GanttBar(row, s.From, s.To, s.What)));
        }

        return new GanttPanel(
            "Vehicles",
            [.. used.Select(v => plan.Fleet[v].Name)],
            bars,
            [.. failures.Select(f => new Moment(f.Seconds, plan.Fleet[f.Vehicle].Name + " broke down"))]);
    }
}
