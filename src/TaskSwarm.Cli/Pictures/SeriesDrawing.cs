using ScottPlot;
using TaskSwarm.Kernel.Runs;

namespace TaskSwarm.Cli.Pictures;

/// <summary>Draws figures over time.</summary>
internal static class SeriesDrawing
{
    private const int DataHeight = 200;
    private const double LabelHeight = 16;

    /// <summary>Draws the panel.</summary>
    /// <returns>Its height in pixels.</returns>
    public static int Draw(Plot plot, SeriesPanel panel, int width)
    {
        TimeAxis time = TimeAxis.Of(
            panel.Series.SelectMany(s => s.Seconds).Concat(panel.Moments.Select(m => m.Seconds)));
        for (int i = 0; i < panel.Series.Count; i++)
        {
            Series series = panel.Series[i];
            ScottPlot.Plottables.Scatter line = plot.Add.ScatterLine(
                series.Seconds.Zip(series.Values, (s, v) => new Coordinates(time.Scale(s), v)).ToArray());
            line.Color = Palette.Colour(i);
            line.LinePattern = Palette.Pattern(i);
            line.LineWidth = 1.8f;
        }

        (double low, double high) = Range(panel);
        double pixels = width - PanelDrawing.Left - PanelDrawing.Right;
        double heads = time.LevelsOf(panel.Moments, pixels) * LabelHeight;

        // The labels of moments get room of their own above the highest figure.
        double perPixel = (high - low) / (DataHeight - heads - 8);
        double top = high + (perPixel * (heads + 6));
        plot.Axes.SetLimits(time.From, time.To, low, top);
        time.Draw(plot, panel.Moments, pixels, top, perPixel * LabelHeight);
        time.Label(plot);
        plot.YLabel(panel.YLabel);
        PanelDrawing.ShowLegend(plot, panel.Series.Count > DataHeight / PanelDrawing.EntryHeight
            ? []
            : [.. panel.Series.Select((s, i) => PanelDrawing.LineItem(s.Name, i))]);
        return DataHeight + PanelDrawing.Top + PanelDrawing.Bottom;
    }

    private static (double Low, double High) Range(SeriesPanel panel)
    {
        double low = 0, high = double.NegativeInfinity;
        foreach (double value in panel.Series.SelectMany(s => s.Values).Where(double.IsFinite))
        {
            low = Math.Min(low, value);
            high = Math.Max(high, value);
        }

        return high > low ? (low, high) : (low, low + 1);
    }
}
