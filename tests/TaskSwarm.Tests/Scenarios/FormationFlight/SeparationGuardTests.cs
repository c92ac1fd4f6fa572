using FsCheck;
using FsCheck.Xunit;
using TaskSwarm.Kernel.World;
using TaskSwarm.Scenarios.FormationFlight.Air;
using TaskSwarm.Scenarios.FormationFlight.Control;
using TaskSwarm.Scenarios.FormationFlight.Flight;
using TaskSwarm.Scenarios.FormationFlight.Measures;
using Xunit;

namespace TaskSwarm.Tests.Scenarios.FormationFlight;

public sealed class SeparationGuardTests
{
    private const double Tick = 0.05;
    private static readonly DroneModel Model = new();
    private static readonly GuardParameters Guard = new();

    [Fact]
    public void Nobody_near_means_nothing_changes()
    {
        var wanted = new Vec3(5, 1, 0);

        Assert.Equal(wanted, SeparationGuard.Filter(Guard, Body.At(Vec3.Zero), wanted, [], []));
    }

    [Fact]
    public void Two_drones_that_swap_places_head_on_pass_each_other()
    {
        Vec3[] start = [new(0, 0, 20), new(40, 0, 20)];
        var (smallest, end) = Fly(start, [start[1], start[0]], [], 40);

        Assert.True(smallest > 1.5, $"separation {smallest}");
        Assert.True((end[0] - start[1]).Length < 0.5 && (end[1] - start[0]).Length < 0.5, $"{end[0]} {end[1]}");
    }

    [Property(MaxTest = 20)]
    public bool Drones_with_crossing_ways_stay_apart_and_arrive(int seed)
    {
        var start = Enumerable.Range(0, 12).Select(i => new Vec3(i % 4 * 6, i / 4 * 6, 20)).ToArray();
        var goals = start.Select((_, i) => start[Shuffled(i, seed)] + new Vec3(30, 0, 0)).ToArray();
        var (smallest, end) = Fly(start, goals, [], 60);
        return smallest > 1.5 && end.Zip(goals, (a, b) => (a - b).Length).All(d => d < 1);
    }

    [Fact]
    public void A_mast_in_the_way_is_flown_round()
    {
        var mast = new CylinderObstacle(new Vec3(30, 0, 0), 5, 100) { Name = "mast" };
        var closest = double.PositiveInfinity;
        var (_, end) = Fly(
            [new(0, 0, 20)], [new(60, 0, 20)], [mast], 40, p => closest = Math.Min(closest, mast.Distance(p)));

        Assert.True(closest > 1.5, $"clearance {closest}");
        Assert.True((end[0] - new Vec3(60, 0, 20)).Length < 0.5, $"{end[0]}");
    }

    /// <summary>A permutation of twelve: multiplication by a unit of 13.</summary>
    private static int Shuffled(int i, int seed) => ((i + 1) * (1 + (int)((uint)seed % 12)) % 13) - 1;

    private static (double Smallest, Vec3[] End) Fly(
        Vec3[] start, Vec3[] goals, Obstacle[] obstacles, double seconds, Action<Vec3>? visit = null)
    {
        var drones = start.Select(p => new DroneState(p, Vec3.Zero, Model.BatteryJoules)).ToArray();
        var smallest = double.PositiveInfinity;
        for (var k = 0; k < seconds / Tick; k++)
        {
            var bodies = drones.Select(d => new Body(d.Position, d.Velocity)).ToArray();
            drones = [.. drones.Select((d, i) => Next(d, goals[i], [.. bodies.Where((_, j) => j != i)], obstacles))];
            smallest = Math.Min(smallest, ProximityPairs.SmallestDistance([.. drones.Select(d => d.Position)]));
            visit?.Invoke(drones[0].Position);
        }

        return (smallest, [.. drones.Select(d => d.Position)]);
    }

    private static DroneState Next(DroneState drone, Vec3 goal, Body[] others, Obstacle[] obstacles)
    {
        var wanted = SlotTracking.DesiredVelocity(drone.Position, goal, Vec3.Zero, 0.8, 2);
        var safe = SeparationGuard.Filter(
            Guard, new Body(drone.Position, drone.Velocity), wanted.ClampLength(8), others, obstacles);
        var command = DroneDynamics.Track(Model, drone.Velocity, safe, Vec3.Zero, Vec3.Zero);
        return DroneDynamics.Step(Model, drone, command, Vec3.Zero, Tick);
    }
}
