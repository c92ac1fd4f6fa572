using System.Globalization;
using ScottPlot;
using TaskSwarm.Kernel.Runs;

namespace TaskSwarm.Cli.Pictures;

/// <summary>Draws who did what when: a row each, from top to bottom.</summary>
internal static class GanttDrawing
{
    private const int MostHeight = 1600;
    private const int RowHeight = 22;
    private const int LeastRowHeight = 6;
    private const int LabelHeight = 14;
    private const int MostWhats = 16;
    private const double LeastBordered = 4;
    private const double CharacterWidth = 6.2;

    /// <summary>Draws the panel.</summary>
    /// <returns>Its height in pixels.</returns>
    public static int Draw(Plot plot, GanttPanel panel, int width)
    {
        TimeAxis time = TimeAxis.Of(panel.Bars.SelectMany(b => (double[])[b.FromSeconds, b.ToSeconds])
            .Concat(panel.Moments.Select(m => m.Seconds)));
        int rows = Math.Max(1, panel.Rows.Count);
        int rowHeight = Math.Clamp(MostHeight / rows, LeastRowHeight, RowHeight);
        double pixels = width - PanelDrawing.Left - PanelDrawing.Right;
        string[] whats = [.. panel.Bars.Select(b => b.What).Distinct()];
        foreach (GanttBar bar in panel.Bars)
        {
            DrawBar(plot, bar, Array.IndexOf(whats, bar.What), time, pixels, rowHeight);
        }

        double heads = time.LevelsOf(panel.Moments, pixels) * (LabelHeight + 2) / (double)rowHeight;
        double top = -0.5 - heads;
        int data = (int)((rows + heads) * rowHeight);
        plot.Axes.SetLimits(time.From, time.To, rows - 0.5, top);
        time.Draw(plot, panel.Moments, pixels, top, -(LabelHeight + 2) / (double)rowHeight);
        time.Label(plot);
        LabelRows(plot, panel.Rows, rowHeight);
        plot.Grid.YAxisStyle.IsVisible = false;
        PanelDrawing.ShowLegend(plot, whats.Length > MostWhats ? [] : [.. whats.Select(Item)]);
        return data + PanelDrawing.Top + PanelDrawing.Bottom;
    }

    private static void DrawBar(Plot plot, GanttBar bar, int what, TimeAxis time, double pixels, int rowHeight)
    {
        double from = time.Scale(bar.FromSeconds), to = time.Scale(bar.ToSeconds);
        ScottPlot.Plottables.Rectangle box = plot.Add.Rectangle(from, to, bar.Row - 0.38, bar.Row + 0.38);
        box.FillColor = Palette.Colour(what).WithAlpha(0.85);
        double room = (to - from) / (time.To - time.From) * pixels;

        // A border around a bar that is hardly wider than itself would hide it.
        box.LineColor = room > LeastBordered ? Colors.White : box.FillColor;
        box.LineWidth = rowHeight > LabelHeight ? 0.5f : 0;
        if (bar.Label.Length > 0 && rowHeight > LabelHeight && bar.Label.Length * CharacterWidth < room)
        {
            ScottPlot.Plottables.Text text = plot.Add.Text(bar.Label, (from + to) / 2, bar.Row);
            text.LabelFontSize = 10;
            text.LabelFontColor = Colors.White;
            text.LabelAlignment = Alignment.MiddleCenter;
        }
    }

    // With many rows only every so many can be labelled.
    private static void LabelRows(Plot plot, IReadOnlyList<string> rows, int rowHeight)
    {
        int step = Math.Max(1, (int)Math.Ceiling(LabelHeight / (double)rowHeight));
        var ticks = new ScottPlot.TickGenerators.NumericManual();
        for (int row = 0; row < rows.Count; row += step)
        {
            ticks.AddMajor(row, PanelDrawing.Shorten(
                rows[row].Length == 0 ? row.ToString(CultureInfo.InvariantCulture) : rows[row], 14));
        }

        plot.Axes.Left.TickGenerator = ticks;
        plot.Axes.Left.MajorTickStyle.Length = 0;
    }

    private static LegendItem Item(string what, int number) => new()
    {
        LabelText = PanelDrawing.Shorten(what, 22),
        FillColor = Palette.Colour(number).WithAlpha(0.85),
        LineWidth = 0,
    };
}
