using TaskSwarm.Kernel.Runs;
using TaskSwarm.Kernel.World;
using TaskSwarm.Scenarios.FormationFlight.Agents;
using TaskSwarm.Scenarios.FormationFlight.Air;
using TaskSwarm.Scenarios.FormationFlight.Control;

namespace TaskSwarm.Scenarios.FormationFlight.Readers;

/// <summary>
/// Draws a flight: the map with tracks, slots and obstacles (boxes as outlines); below it what changed over time.
/// </summary>
internal static class FlightPicture
{
    private const int MostNamedTracks = 40;
    private const int BlackInThePalette = 5;

    public static RunPicture Draw(
        FlightPlan plan,
        FlightReader reader,
        IReadOnlyList<Moment> moments,
        IReadOnlyList<Mark> failures,
        IReadOnlyList<Vec3> slots,
        IReadOnlyList<string> agentNames)
    {
        (int Drone, IReadOnlyList<Vec3> Points)[] ways = [.. reader.Tracks];
        var named = ways.Length <= MostNamedTracks;
        Track[] tracks =
        [
            .. ways.Select((t, i) => new Track(named ? agentNames[t.Drone] : "", t.Points, i)),
            .. plan.Obstacles.OfType<BoxObstacle>().Select(b => new Track(
                b.Name, [.. b.Outline(), b.Outline()[0]], BlackInThePalette)),
        ];
        Mark[] marks =
        [
            .. ways.Select(t => new Mark("", t.Points[0], MarkKind.Start)),
            .. plan.Obstacles.Where(o => o is not BoxObstacle).Select(MarkOf),
            .. plan.Legs.SelectMany(l => l.Waypoints).Select(w => new Mark("", w, MarkKind.Waypoint)),
            .. slots.Select(s => new Mark("", s, MarkKind.Slot)),
            .. failures,
        ];
        return new RunPicture(
            "Formation flight",
            [new MapPanel("Tracks and last slots", tracks, marks), .. Charts(plan, reader, moments)]);
    }

    private static IEnumerable<SeriesPanel> Charts(
        FlightPlan plan, FlightReader reader, IReadOnlyList<Moment> moments)
    {
        double[] seconds = [.. reader.Instants.Select(i => i.At.Seconds)];
        var held = reader.Instants.Where(i => i.Holders > 0).ToArray();
        if (plan.Law == ControlLaw.Flocking)
        {
            yield return new SeriesPanel(
                "Order parameters", "share",
                [
                    new Series("phi_corr", seconds, [.. reader.Flock.Select(s => s.Correlation)]),
                    new Series("phi_vel", seconds, [.. reader.Flock.Select(s => s.Speed)]),
                ],
                moments);
        }
        else
        {
            yield return new SeriesPanel(
                "Formation error", "RMSE, m",
                [
                    new Series(
                        "distance from slots",
                        [.. held.Select(i => i.At.Seconds)],
                        [.. held.Select(i => i.Error)]),
                ],
                moments);
        }

        var near = reader.Instants.Where(i => double.IsFinite(i.Separation)).ToArray();
        if (near.Length > 0)
        {
            yield return new SeriesPanel(
                "Smallest separation", "m",
                [
                    new Series(
                        "nearest two drones",
                        [.. near.Select(i => i.At.Seconds)],
                        [.. near.Select(i => i.Separation)]),
                ],
                moments);
        }
    }

    private static Mark MarkOf(Obstacle obstacle) => obstacle switch
    {
        SphereObstacle sphere => new Mark(sphere.Name, sphere.Centre, MarkKind.Obstacle, sphere.Radius),
        CylinderObstacle cylinder => new Mark(cylinder.Name, cylinder.Base, MarkKind.Obstacle, cylinder.Radius),
        _ => new Mark(obstacle.Name, obstacle.Outline()[0], MarkKind.Obstacle),
    };
}
