using ScottPlot;

namespace TaskSwarm.Cli.Pictures;

/// <summary>
/// Colours that people with any kind of colour vision can tell apart (Okabe and Ito 2008), the faint yellow last.
/// Beyond them the colours start again with another line pattern.
/// </summary>
internal static class Palette
{
    /// <summary>For frames, grids and what stays in the background.</summary>
    public static readonly Color Faint = new("#d0d0d0");

    /// <summary>For texts beside the data.</summary>
    public static readonly Color Ink = new("#404040");

    /// <summary>For failures.</summary>
    public static readonly Color Alarm = new("#d55e00");

    private static readonly Color[] Colours =
    [
        new("#0072b2"), new("#e69f00"), new("#009e73"), new("#cc79a7"), new("#56b4e9"), new("#000000"),
        new("#d55e00"), new("#b8a800"),
    ];

    private static readonly LinePattern[] Patterns =
        [LinePattern.Solid, LinePattern.Dashed, LinePattern.Dotted, LinePattern.DenselyDashed];

    /// <summary>The colour of a number.</summary>
    public static Color Colour(int number) => Colours[(int)((uint)number % Colours.Length)];

    /// <summary>The line pattern of a number.</summary>
    public static LinePattern Pattern(int number) => Patterns[(int)((uint)number / Colours.Length % Patterns.Length)];
}
