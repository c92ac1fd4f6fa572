using ScottPlot;
using TaskSwarm.Kernel.Runs;

namespace TaskSwarm.Cli.Pictures;

/// <summary>Draws one panel, with frame and legend alike for all of them so that panels line up.</summary>
internal static class PanelDrawing
{
    /// <summary>Pixels that an entry of a legend takes.</summary>
    public const int EntryHeight = 20;

    /// <summary>Space left of the data, for tick labels.</summary>
    public const int Left = 96;

    /// <summary>Space right of the data, for the legend.</summary>
    public const int Right = 210;

    /// <summary>Space above the data, for the panel's title.</summary>
    public const int Top = 40;

    /// <summary>Space below the data, for tick labels and the axis' label.</summary>
    public const int Bottom = 56;

    /// <summary>The plot of a panel and its height in pixels.</summary>
    public static (Plot Plot, int Height) Of(PicturePanel panel, int width)
    {
        var plot = new Plot();
        plot.Title(panel.Title, 15);
        plot.Axes.Title.Label.Bold = false;
        plot.FigureBackground.Color = Colors.Transparent;

        // Panels share one canvas: the next one must not wipe out the last.
        plot.RenderManager.ClearCanvasBeforeEachRender = false;
        plot.Layout.Fixed(new PixelPadding(Left, Right, Bottom, Top));
        plot.Grid.MajorLineColor = Palette.Faint.WithAlpha(0.5);
        int height = panel switch
        {
            MapPanel map => MapDrawing.Draw(plot, map, width),
            SeriesPanel series => SeriesDrawing.Draw(plot, series, width),
            GanttPanel gantt => GanttDrawing.Draw(plot, gantt, width),
            _ => throw new InvalidOperationException($"There is no drawing of {panel.GetType().Name}."),
        };
        foreach (IAxis axis in plot.Axes.GetAxes())
        {
            axis.Label.Bold = false;
            axis.Label.FontSize = 13;
        }

        return (plot, height);
    }

    /// <summary>Shows a legend right of the data, where it covers nothing.</summary>
    public static void ShowLegend(Plot plot, IReadOnlyCollection<LegendItem> items)
    {
        plot.Legend.ManualItems.Clear();
        if (items.Count == 0)
        {
            return;
        }

        plot.Legend.ManualItems.AddRange(items);
        ScottPlot.Panels.LegendPanel panel = plot.ShowLegend(Edge.Right);
        panel.Alignment = Alignment.UpperLeft;
        panel.Legend.BackgroundColor = Colors.White;
        panel.Legend.OutlineColor = Colors.Transparent;
        panel.Legend.ShadowColor = Colors.Transparent;
        panel.Legend.FontSize = 12;

        // Wide enough for a line pattern to be told from another.
        panel.Legend.SymbolWidth = 34;
    }

    /// <summary>A legend's entry for a line.</summary>
    public static LegendItem LineItem(string name, int colour) => new()
    {
        LabelText = Shorten(name, 22),
        LineColor = Palette.Colour(colour),
        LinePattern = Palette.Pattern(colour),
        LineWidth = 2,
    };

    /// <summary>A text that is cut where it would be too long.</summary>
    public static string Shorten(string text, int most) => text.Length <= most ? text : text[..(most - 1)] + "…";
}
