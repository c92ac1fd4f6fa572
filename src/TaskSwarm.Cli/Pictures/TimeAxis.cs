using ScottPlot;
using TaskSwarm.Kernel.Runs;

namespace TaskSwarm.Cli.Pictures;

/// <summary>The axis of simulated time: in seconds, minutes or hours, with vertical lines at moments.</summary>
internal sealed class TimeAxis
{
    private const int MostLabels = 24;
    private const int Levels = 3;
    private const double LabelSize = 11;
    private const double CharacterWidth = 6.2;

    private readonly double _unit;
    private readonly string _name;

    private TimeAxis(double from, double to)
    {
        (_unit, _name) = (to - from) switch
        {
            <= 900 => (1, "s"),
            <= 4 * 3600 => (60, "min"),
            _ => (3600.0, "h"),
        };
        From = from / _unit;
        To = Math.Max(to, from + 1e-6) / _unit;
    }

    /// <summary>The first instant, in the axis' unit.</summary>
    public double From { get; }

    /// <summary>The last instant, in the axis' unit.</summary>
    public double To { get; }

    /// <summary>The axis of some instants in seconds.</summary>
    public static TimeAxis Of(IEnumerable<double> seconds)
    {
        double from = double.PositiveInfinity, to = double.NegativeInfinity;
        foreach (double s in seconds)
        {
            from = Math.Min(from, s);
            to = Math.Max(to, s);
        }

        return from > to ? new TimeAxis(0, 1) : new TimeAxis(Math.Min(from, 0), to);
    }

    /// <summary>Seconds in the axis' unit.</summary>
    public double Scale(double seconds) => seconds / _unit;

    /// <summary>Labels the axis.</summary>
    public void Label(Plot plot) => plot.XLabel($"simulated time ({_name})");

    /// <summary>How many rows the labels of moments take, from 0 to 3.</summary>
    public int LevelsOf(IReadOnlyList<Moment> moments, double pixels) =>
        moments.Count is 0 or > MostLabels ? 0 : Place(moments, pixels).Max(p => p.Level) + 1;

    /// <summary>Draws moments as vertical lines with their labels in rows from the top.</summary>
    /// <param name="plot">Where to.</param>
    /// <param name="moments">What to draw.</param>
    /// <param name="pixels">How wide the data is drawn.</param>
    /// <param name="top">The upper end of the other axis.</param>
    /// <param name="row">How far apart rows of labels are, on the other axis; negative if it grows downwards.</param>
    public void Draw(Plot plot, IReadOnlyList<Moment> moments, double pixels, double top, double row)
    {
        foreach ((Moment moment, int level) in Place(moments, pixels))
        {
            ScottPlot.Plottables.VerticalLine line = plot.Add.VerticalLine(Scale(moment.Seconds));
            line.Color = Palette.Alarm.WithAlpha(0.8);
            line.LinePattern = LinePattern.Dashed;
            line.LineWidth = 1.3f;
            if (moments.Count <= MostLabels && moment.Label.Length > 0)
            {
                ScottPlot.Plottables.Text text = plot.Add.Text(
                    PanelDrawing.Shorten(moment.Label, 28), Scale(moment.Seconds), top - (level * row));
                text.LabelFontSize = (float)LabelSize;
                text.LabelFontColor = Palette.Ink;
                text.LabelAlignment = IsLate(moment, pixels) ? Alignment.UpperRight : Alignment.UpperLeft;
                text.OffsetY = 4;
                text.OffsetX = IsLate(moment, pixels) ? -3 : 3;
            }
        }
    }

    // Each label goes to the first row that is free at its place; the last row takes what fits nowhere.
    private IEnumerable<(Moment Moment, int Level)> Place(IReadOnlyList<Moment> moments, double pixels)
    {
        double[] free = new double[Levels];
        foreach (Moment moment in moments.OrderBy(m => m.Seconds))
        {
            double x = Pixel(moment, pixels);
            double width = Math.Min(moment.Label.Length, 28) * CharacterWidth;
            double start = IsLate(moment, pixels) ? x - width : x;
            int level = Array.FindIndex(free, f => f <= start);
            level = level < 0 ? Levels - 1 : level;
            free[level] = start + width + 8;
            yield return (moment, level);
        }
    }

    private double Pixel(Moment moment, double pixels) => (Scale(moment.Seconds) - From) / (To - From) * pixels;

    // A label near the right edge goes to the left of its line.
    private bool IsLate(Moment moment, double pixels) =>
        Pixel(moment, pixels) + (Math.Min(moment.Label.Length, 28) * CharacterWidth) > pixels;
}
