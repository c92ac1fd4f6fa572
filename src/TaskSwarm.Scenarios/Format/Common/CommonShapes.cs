using TaskSwarm.Kernel.Time;

namespace TaskSwarm.Scenarios.Format.Common;

/// <summary>Shapes that several common sections share.</summary>
internal static class CommonShapes
{
    /// <summary>Names and patterns of agents.</summary>
    public static Shape<IReadOnlyList<Located<string>>> Names { get; } =
        Shape.OneOrMore(Shape.NamePattern().Located());

    /// <summary>A latency: never zero.</summary>
    public static Shape<SimDuration> Latency { get; } = Shape.Duration(above: "0s").Because(
        "the smallest latency is the lookahead: how far agents may run side by side before a message can reach them");
}
