using FsCheck;
using FsCheck.Xunit;
using TaskSwarm.Kernel.World;
using TaskSwarm.Scenarios.FormationFlight.Air;
using TaskSwarm.Scenarios.FormationFlight.Control;
using TaskSwarm.Scenarios.FormationFlight.Measures;
using Xunit;

namespace TaskSwarm.Tests.Scenarios.FormationFlight;

public sealed class FlockingTests
{
    private static readonly FlockingParameters P = new();

    [Theory]
    [InlineData(-3, 2.5, 0.4, 0)]
    [InlineData(0, 2.5, 0.4, 0)]
    [InlineData(10, 2.5, 0.4, 4)]
    [InlineData(15.625, 2.5, 0.4, 6.25)]
    [InlineData(40, 2.5, 0.4, 12.68611446)]
    public void Braking_curve_has_its_three_parts(double r, double a, double p, double expected)
    {
        Assert.Equal(expected, BrakingCurve.Speed(r, a, p), 1e-7);
    }

    [Property]
    public bool Braking_distance_is_the_inverse_of_braking_speed(PositiveInt r)
    {
        var distance = (r.Get % 5000) * 0.1;
        return Math.Abs(BrakingCurve.Distance(BrakingCurve.Speed(distance, 2.5, 0.4), 2.5, 0.4) - distance) < 1e-9;
    }

    [Fact]
    public void Repulsion_starts_at_its_range_and_grows_linearly()
    {
        Assert.Equal(Vec3.Zero, FlockingLaw.Repulsion(P, Vec3.Zero, new Vec3(25.7, 0, 0)));
        Assert.Equal(-0.4 * 15.7, FlockingLaw.Repulsion(P, Vec3.Zero, new Vec3(10, 0, 0)).X, 1e-12);
    }

    [Fact]
    public void Alignment_acts_only_on_the_difference_that_braking_does_not_allow()
    {
        var self = new Body(Vec3.Zero, new Vec3(4, 0, 0));
        var near = new Body(new Vec3(5, 0, 0), new Vec3(-4, 0, 0));
        var far = new Body(new Vec3(90, 0, 0), new Vec3(-4, 0, 0));

        Assert.Equal(-0.024 * (8 - 0.5), FlockingLaw.Friction(P, self, near).X, 1e-12);
        Assert.Equal(Vec3.Zero, FlockingLaw.Friction(P, self, far));
    }

    [Fact]
    public void A_wall_pushes_inwards_with_the_shill_agents_velocity()
    {
        var arena = new Arena(Vec3.Zero, 230);
        var atWall = new Body(new Vec3(115, 0, 0), new Vec3(4, 0, 0));

        // At the wall nothing is allowed: the whole difference to the shill velocity (-6.5 - 4) is asked for.
        Assert.Equal(-10.5, FlockingLaw.Walls(P, atWall, arena).X, 1e-9);
        Assert.Equal(Vec3.Zero, FlockingLaw.Walls(P, new Body(Vec3.Zero, new Vec3(4, 0, 0)), arena));
    }

    [Fact]
    public void An_obstacle_pushes_outwards()
    {
        var mast = new CylinderObstacle(new Vec3(10, 0, 0), 2, 100) { Name = "mast" };
        var self = new Body(new Vec3(7, 0, 10), new Vec3(4, 0, 0));

        Assert.True(FlockingLaw.DesiredVelocity(P, self, [], null, [mast]).X < 0);
    }

    [Property]
    public bool Desired_speed_is_capped(short x, short y, short vx, short vy)
    {
        var self = new Body(new Vec3(x, y, 0), new Vec3(vx * 0.01, vy * 0.01, 0));
        Body[] others = [new(new Vec3(x + 1, y, 0), Vec3.Zero), new(new Vec3(x, y + 0.5, 0), new Vec3(9, 9, 0))];
        return FlockingLaw.DesiredVelocity(P, self, others, new Arena(Vec3.Zero, 230), []).Length <= 8 + 1e-9;
    }

    [Fact]
    public void Order_parameters_of_two_aligned_pairs()
    {
        var right = new Vec3(4, 0, 0);
        Vec3[] positions = [Vec3.Zero, new(10, 0, 0), new(500, 0, 0), new(500, 2, 0), new(0, 900, 0)];
        Vec3[] velocities = [right, right, right, -right, new(0, 4, 0)];

        var snapshot = FlockMeasures.Measure(positions, velocities, P, new Arena(Vec3.Zero, 1000), 3);

        Assert.Equal(0, snapshot.Correlation, 1e-12);
        Assert.Equal(1, snapshot.Speed, 1e-12);
        Assert.Equal(2.0 / 20, snapshot.CollidingShare, 1e-12);
        Assert.Equal(3, snapshot.Clusters);
        Assert.Equal(1, snapshot.SmallestCluster);
        Assert.Equal(1, snapshot.Disconnected);
        Assert.Equal(400, snapshot.WallPenetration, 1e-9);
        Assert.Equal(2, snapshot.SmallestSeparation, 1e-12);
    }

    [Property]
    public bool Pairs_found_by_sweeping_are_all_pairs(NonEmptyArray<short> xs)
    {
        var positions = xs.Get.Select((x, i) => new Vec3(x % 50, (x * 7) % 50, i % 5)).ToArray();
        var expected = Enumerable.Range(0, positions.Length)
            .SelectMany(a => Enumerable.Range(a + 1, positions.Length - a - 1).Select(b => (a, b)))
            .Where(p => (positions[p.a] - positions[p.b]).LengthSquared <= 100)
            .ToArray();
        return ProximityPairs.Within(positions, 10).Select(p => (p.A, p.B)).SequenceEqual(expected);
    }

    [Fact]
    public void A_confined_flock_aligns_without_collisions()
    {
        var arena = new Arena(Vec3.Zero, 500);
        var flock = Enumerable.Range(0, 30).Select(i => new Body(
            new Vec3((i % 6 * 28) - 80, (i / 6 * 28) - 60, 20),
            new Vec3(Math.Sin(i * 2.4), Math.Cos(i * 2.4), 0))).ToArray();
        const double Tick = 0.1;
        for (var k = 0; k < 1200; k++)
        {
            flock = [.. flock.Select((self, i) => Fly(self, [.. flock.Where((_, j) => j != i)], arena, Tick))];
        }

        var end = FlockMeasures.Measure(
            [.. flock.Select(b => b.Position)], [.. flock.Select(b => b.Velocity)], P, arena, 3);
        Assert.True(end.Correlation > 0.8, $"correlation {end.Correlation}");
        Assert.Equal(0, end.CollidingShare);
        Assert.True(end.Speed > 0.7, $"speed {end.Speed}");
    }

    private static Body Fly(Body self, Body[] others, Arena arena, double tick)
    {
        var heard = others.Where(o => (o.Position - self.Position).Length < P.CommunicationRange).ToArray();
        var wanted = FlockingLaw.DesiredVelocity(P, self, heard, arena, []);
        var velocity = self.Velocity + ((wanted - self.Velocity).ClampLength(6) * tick);
        return new Body(self.Position + (velocity * tick), velocity);
    }
}
