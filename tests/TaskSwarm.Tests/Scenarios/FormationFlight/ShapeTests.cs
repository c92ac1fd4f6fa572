using FsCheck;
using FsCheck.Xunit;
using TaskSwarm.Kernel.World;
using TaskSwarm.Scenarios.FormationFlight.Air;
using TaskSwarm.Scenarios.FormationFlight.Flight;
using TaskSwarm.Scenarios.FormationFlight.Shapes;
using Xunit;

namespace TaskSwarm.Tests.Scenarios.FormationFlight;

public sealed class ShapeTests
{
    [Property]
    public bool Every_shape_keeps_its_spacing_and_size(PositiveInt count)
    {
        var n = 2 + (count.Get % 40);
        return new[]
        {
            FormationShapes.Vee(n, 8), FormationShapes.Line(n, 8), FormationShapes.Column(n, 8),
            FormationShapes.Circle(n, 8), FormationShapes.Grid(n, 8),
        }.All(shape => shape.Count == n && Math.Abs(shape.SmallestSpacing() - 8) < 1e-9);
    }

    [Fact]
    public void Vee_trails_in_pairs_behind_its_apex()
    {
        var vee = FormationShapes.Vee(5, 10);

        Assert.Equal(Vec3.Zero, vee.Offsets[0]);
        Assert.True(vee.Offsets[1].Y > 0 && vee.Offsets[2].Y < 0);
        Assert.Equal(vee.Offsets[1].X, vee.Offsets[2].X, 1e-12);
        Assert.Equal(2 * vee.Offsets[1].X, vee.Offsets[3].X, 1e-12);
    }

    [Fact]
    public void A_narrow_vee_keeps_the_arms_apart_only_as_its_angle_allows()
    {
        var narrow = FormationShapes.Vee(3, 10, halfAngle: 15);

        Assert.Equal(2 * 10 * Math.Sin(Math.PI / 12), narrow.SmallestSpacing(), 1e-9);
    }

    [Fact]
    public void Custom_offsets_are_taken_as_given()
    {
        Vec3[] offsets = [Vec3.Zero, new(1, 2, 3), new(-4, 5, -6)];

        Assert.Equal(offsets, FormationShapes.Custom(offsets).Offsets);
    }

    [Fact]
    public void A_slot_is_placed_by_origin_and_heading()
    {
        var column = FormationShapes.Column(2, 10);

        Assert.Equal(new Vec3(100, -10, 30), column.Place(1, new Vec3(100, 0, 30), new Vec3(0, 1, 0)));
    }

    [Property]
    public bool Turning_keeps_lengths(short x, short y, short z, short hx, short hy)
    {
        var offset = new Vec3(x, y, z);
        var heading = VectorMath.DirectionOr(new Vec3(hx, hy, 0), new Vec3(1, 0, 0));
        return Math.Abs(VectorMath.Turn(offset, heading).Length - offset.Length) < 1e-6;
    }

    [Property]
    public bool Shape_error_does_not_depend_on_the_place(short x, short y)
    {
        var vee = FormationShapes.Vee(7, 6);
        var bent = vee.Offsets.Select((o, i) => o + new Vec3(i % 3, -i % 2, 0)).ToArray();
        var moved = bent.Select(o => o + new Vec3(x, y, 10)).ToArray();
        return Math.Abs(
            FormationError.ShapeRms(bent, vee.Offsets) - FormationError.ShapeRms(moved, vee.Offsets)) < 1e-7;
    }

    [Fact]
    public void Distances_to_obstacles_are_those_of_geometry()
    {
        var sphere = new SphereObstacle(new Vec3(0, 0, 10), 3) { Name = "ball" };
        var cylinder = new CylinderObstacle(Vec3.Zero, 2, 20) { Name = "mast" };
        var box = new BoxObstacle(new Vec3(-1, -1, 0), new Vec3(1, 1, 5)) { Name = "house" };

        Assert.Equal(2, sphere.Distance(new Vec3(5, 0, 10)), 1e-12);
        Assert.Equal(0, sphere.Distance(new Vec3(1, 0, 10)), 1e-12);
        Assert.Equal(3, cylinder.Distance(new Vec3(5, 0, 7)), 1e-12);
        Assert.Equal(5, cylinder.Distance(new Vec3(5, 0, 24)), 1e-12);
        Assert.Equal(5, box.Distance(new Vec3(4, 5, 5)), 1e-12);
        Assert.Equal(0, box.Distance(new Vec3(0.5, 0, 1)), 1e-12);
    }
}
