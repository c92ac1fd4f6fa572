using ScottPlot;
using TaskSwarm.Kernel.Runs;

namespace TaskSwarm.Cli.Pictures;

/// <summary>What a mark looks like: kinds differ in shape, not in colour alone.</summary>
/// <param name="Name">For the legend.</param>
/// <param name="Shape">The shape.</param>
/// <param name="Size">Pixels across.</param>
/// <param name="Colour">The colour.</param>
internal sealed record MarkStyle(string Name, MarkerShape Shape, float Size, Color Colour)
{
    /// <summary>Its entry in a legend.</summary>
    public LegendItem Item => new()
    {
        LabelText = Name,
        MarkerShape = Shape,
        MarkerSize = Size,
        MarkerColor = Colour,
        MarkerLineColor = Colour,
        MarkerLineWidth = 1.5f,
        LineWidth = 0,
    };

    /// <summary>The style of a kind of mark.</summary>
    public static MarkStyle Of(MarkKind kind) => kind switch
    {
        MarkKind.Start => new("start", MarkerShape.OpenCircle, 7, Palette.Ink),
        MarkKind.End => new("end", MarkerShape.FilledCircle, 7, Palette.Ink),
        MarkKind.Depot => new("depot", MarkerShape.FilledSquare, 13, Colors.Black),
        MarkKind.Pickup => new("pickup", MarkerShape.FilledTriangleUp, 8, new Color("#009e73")),
        MarkKind.Delivery => new("delivery", MarkerShape.FilledTriangleDown, 8, new Color("#0072b2")),
        MarkKind.Slot => new("slot", MarkerShape.OpenDiamond, 12, Palette.Ink),
        MarkKind.Failure => new("failure", MarkerShape.Eks, 13, Palette.Alarm),
        MarkKind.Obstacle => new("obstacle", MarkerShape.FilledCircle, 10, new Color("#a0a0a0")),
        MarkKind.Waypoint => new("waypoint", MarkerShape.Cross, 11, Palette.Ink),
        _ => new(kind.ToString().ToLowerInvariant(), MarkerShape.FilledCircle, 6, Palette.Ink),
    };
}
