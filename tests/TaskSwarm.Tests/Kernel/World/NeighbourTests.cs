using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Shouldly;
using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.World;
using Xunit;

namespace TaskSwarm.Tests.Kernel.World;

public sealed class NeighbourTests
{
    [Property(MaxTest = 300)]
    public Property Sensing_finds_what_looking_at_everyone_finds() => Prop.ForAll(
        Crowd().ToArbitrary(),
        crowd =>
        {
            WorldView world = crowd.Build();
            var found = new List<Neighbour>();
            for (int i = 0; i < crowd.Points.Count; i++)
            {
                // The first query fixes the cell size; later ones with other radii must not notice.
                double radius = crowd.Radius * (1 + (i % 5));
                world.Neighbours(crowd.Points[i], radius, new AgentId(i), found);
                found.Select(n => n.Id.Index).ShouldBe(crowd.BruteForce(i, radius));
                found.ShouldAllBe(n => n.Offset == world.Displacement(crowd.Points[i], crowd.Points[n.Id.Index]));
            }
        });

    [Fact]
    public void On_a_torus_the_shortest_way_round_is_taken()
    {
        var world = new WorldView(new WorldSpec { WrapX = 100, WrapY = 50 });
        world.Displacement(new Vec3(98, 1, 0), new Vec3(3, 48, 7)).ShouldBe(new Vec3(5, -3, 7));
        world.Displacement(new Vec3(10, 10, 0), new Vec3(60, 35, 0)).ShouldBe(new Vec3(50, 25, 0));
    }

    [Theory]
    [InlineData(350)]
    [InlineData(-250)]
    public void Points_written_periods_away_are_the_same_point_on_a_torus(double x)
    {
        var world = new WorldView(new WorldSpec { WrapX = 100 });
        world.Displacement(new Vec3(49, 0, 0), new Vec3(x, 0, 0)).ShouldBe(new Vec3(1, 0, 0));
        world.Displacement(new Vec3(x, 0, 0), new Vec3(49, 0, 0)).ShouldBe(new Vec3(-1, 0, 0));
    }

    [Fact]
    public void A_point_at_exactly_the_radius_is_found_whatever_the_cells_are()
    {
        // 0.4 - 0.1 is above 0.3 in binary, and 0.3 / 0.1 below 3: the cells of both ends must still be looked at.
        for (int k = 1; k < 2000; k++)
        {
            double radius = k * 0.1, at = radius * 4, other = at - radius;
            var world = new WorldView(WorldSpec.Unbounded);
            world.Resize(3);
            world.Publish(0, Body.At(new Vec3(0, 0, 0)));
            world.Publish(1, Body.At(new Vec3(other, 0, 0)));
            world.Publish(2, Body.At(new Vec3(at, 0, 0)));
            var found = new List<Neighbour>();
            world.Neighbours(new Vec3(at, 0, 0), radius, new AgentId(2), found);
            bool within = (new Vec3(other, 0, 0) - new Vec3(at, 0, 0)).LengthSquared <= radius * radius;
            found.Any(n => n.Id.Index == 1).ShouldBe(within, $"radius {radius}");
        }
    }

    [Fact]
    public void Who_has_left_is_not_sensed_and_who_moves_is_sensed_anew()
    {
        var world = new WorldView(WorldSpec.Unbounded);
        world.Resize(2);
        world.Publish(0, Body.At(new Vec3(0, 0, 0)));
        world.Publish(1, new Body(new Vec3(3, 0, 0), new Vec3(1, 2, 3)));
        var found = new List<Neighbour>();
        world.Neighbours(Vec3.Zero, 5, new AgentId(0), found);
        found.ShouldBe([new Neighbour(new AgentId(1), new Vec3(3, 0, 0), new Vec3(1, 2, 3))]);
        world.Publish(1, Body.At(new Vec3(6, 0, 0)));
        world.Neighbours(Vec3.Zero, 5, new AgentId(0), found);
        found.ShouldBeEmpty();
        world.Publish(1, Body.At(new Vec3(0, 0, 4)));
        world.Remove(1);
        world.Neighbours(Vec3.Zero, 5, new AgentId(0), found);
        found.ShouldBeEmpty();
        world.HasBody(new AgentId(1)).ShouldBeFalse();
        world.BodyOf(new AgentId(1)).ShouldBe(default);
    }

    [Fact]
    public void A_radius_that_is_not_positive_is_refused()
    {
        var world = new WorldView(WorldSpec.Unbounded);
        Should.Throw<ArgumentOutOfRangeException>(() => world.Neighbours(Vec3.Zero, 0, AgentId.None, []));
    }

    private static Gen<RandomCrowd> Crowd() =>
        from count in Gen.Choose(1, 120)
        from wrapX in Gen.Elements(0.0, 0.0, 30, 100)
        from wrapY in Gen.Elements(0.0, 0.0, 7, 80)
        from radius in Gen.Elements(0.5, 3, 10, 60)
        from flat in Gen.Elements(true, false)
        from points in Gen.Choose(-10_000, 110_000).Three().ListOf(count)
        select new RandomCrowd(
            new WorldSpec { WrapX = wrapX, WrapY = wrapY },
            radius,
            [.. points.Select(p => new Vec3(p.Item1 / 1e3, p.Item2 / 1e3, flat ? 0 : p.Item3 / 1e4))]);

    private sealed record RandomCrowd(WorldSpec Spec, double Radius, IReadOnlyList<Vec3> Points)
    {
        public WorldView Build()
        {
            var world = new WorldView(Spec);
            world.Resize(Points.Count);
            for (int i = 0; i < Points.Count; i++)
            {
                // Every seventh has no place in the world.
                if (i % 7 != 6)
                {
                    world.Publish(i, Body.At(Points[i]));
                }
            }

            return world;
        }

        public IEnumerable<int> BruteForce(int self, double radius) =>
            from other in Enumerable.Range(0, Points.Count)
            where other != self && other % 7 != 6
            let d = Points[other] - Points[self]
            let x = Least(d.X, Spec.WrapX)
            let y = Least(d.Y, Spec.WrapY)
            where (x * x) + (y * y) + (d.Z * d.Z) <= radius * radius
            select other;

        private static double Least(double d, double period) =>
            period > 0 ? Enumerable.Range(-40, 81).Min(k => Math.Abs(d + (k * period))) : d;
    }
}
