using TaskSwarm.Kernel.World;
using TaskSwarm.Scenarios.Format;
using TaskSwarm.Scenarios.FormationFlight.Air;

namespace TaskSwarm.Scenarios.FormationFlight.Declared;

/// <summary>An entry of the section <c>obstacles</c>, told apart by the key that places the solid.</summary>
internal static class ObstacleSection
{
    private static readonly Field<string> Name = Field.Required("name", "name of the obstacle", Shape.Name());

    private static readonly Field<Vec3> Sphere = Field.Required("sphere", "middle of a ball", Points.Place);

    private static readonly Field<Vec3> Cylinder = Field.Required(
        "cylinder", "middle of the base of an upright cylinder", Points.Place);

    private static readonly Field<double> Radius = Field.Required(
        "radius", "radius", Shape.Length(above: "0m", max: "100km"));

    private static readonly Field<double> Height = Field.Required(
        "height", "height above the base", Shape.Length(above: "0m", max: "100km"));

    private static readonly Field<Vec3> Box = Field.Required("box", "one corner of a box along the axes", Points.Place);

    private static readonly Field<Vec3> To = Field.Required("to", "the opposite corner", Points.Place);

    /// <summary>An obstacle as a file may write it.</summary>
    public static Shape<Obstacle> Shaped { get; } = Shape.Keyed(
        "an obstacle",
        ("sphere", Shape.Section<Obstacle>("a sphere", [Name, Sphere, Radius], read =>
            new SphereObstacle(read.Get(Sphere), read.Get(Radius)) { Name = read.Get(Name) })),
        ("cylinder", Shape.Section<Obstacle>("a cylinder", [Name, Cylinder, Radius, Height], read =>
            new CylinderObstacle(read.Get(Cylinder), read.Get(Radius), read.Get(Height)) { Name = read.Get(Name) })),
        ("box", Shape.Section<Obstacle>("a box", [Name, Box, To], MakeBox)));

    private static BoxObstacle MakeBox(SectionReading read)
    {
        var (a, b) = (read.Get(Box), read.Get(To));
        return new BoxObstacle(
            new Vec3(Math.Min(a.X, b.X), Math.Min(a.Y, b.Y), Math.Min(a.Z, b.Z)),
            new Vec3(Math.Max(a.X, b.X), Math.Max(a.Y, b.Y), Math.Max(a.Z, b.Z)))
        {
            Name = read.Get(Name),
        };
    }
}
