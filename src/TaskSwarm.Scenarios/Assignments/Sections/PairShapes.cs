using TaskSwarm.Kernel.Time;
using TaskSwarm.Kernel.World;
using TaskSwarm.Scenarios.Format;

namespace TaskSwarm.Scenarios.Assignments.Sections;

/// <summary>Shapes that agents and tasks share.</summary>
internal static class PairShapes
{
    private const string Farthest = "20000km";

    /// <summary>A place: east and north.</summary>
    public static Shape<Vec3> Place { get; } =
        Shape.List(Shape.Length(min: "-" + Farthest, max: Farthest), 2, 2).Select(xy => new Vec3(xy[0], xy[1], 0));

    /// <summary>A number for all agents, or one for each in the order of the agents.</summary>
    public static Shape<Located<IReadOnlyList<double>>> Numbers { get; } =
        Shape.OneOrMore(Shape.Number(min: -1e9, max: 1e9), 10_000).Located();

    /// <summary>A duration for all agents, or one for each in the order of the agents.</summary>
    public static Shape<Located<IReadOnlyList<SimDuration>>> Durations { get; } =
        Shape.OneOrMore(Shape.Duration(above: "0s", max: "3650d"), 10_000).Located();

    /// <summary>Names of skills.</summary>
    public static Shape<Located<IReadOnlyList<string>>> Skills { get; } =
        Shape.List(Shape.Name(), 0, 64).Located();
}
