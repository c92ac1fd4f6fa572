using TaskSwarm.Kernel.World;
using TaskSwarm.Scenarios.Format;

namespace TaskSwarm.Scenarios.FormationFlight.Declared;

/// <summary>Shapes of points and vectors in scenario files: lists of three numbers.</summary>
internal static class Points
{
    /// <summary>A point in metres: x, y, height.</summary>
    public static Shape<Vec3> Place { get; } =
        Shape.List(Shape.Length(min: "-1000km", max: "1000km"), 3, 3).Select(p => new Vec3(p[0], p[1], p[2]));

    /// <summary>A velocity in m/s.</summary>
    public static Shape<Vec3> Velocity { get; } =
        Shape.List(Shape.Speed(min: "-60m/s", max: "60m/s"), 3, 3).Select(p => new Vec3(p[0], p[1], p[2]));

    /// <summary>A level direction: two numbers.</summary>
    public static Shape<Vec3> Direction { get; } =
        Shape.List(Shape.Number(-1e6, 1e6), 2, 2).Select(p => new Vec3(p[0], p[1], 0));
}
