using ScottPlot;

namespace TaskSwarm.Benchmarks.Scaling;

/// <summary>Measured points and the model's lines.</summary>
internal static class ScalingPicture
{
    /// <summary>Left of it time against nodes, a line for each load; marks are measured, open ones held back.</summary>
    public static void Draw(IReadOnlyList<ScalingPoint> points, LeastSquares fit, string path)
    {
        var picture = new Plot();
        var palette = new ScottPlot.Palettes.ColorblindFriendly();
        int drawn = 0;
        foreach (IGrouping<(double, double), ScalingPoint> load in points.Where(p => p.LatencyMs == 0)
            .GroupBy(p => (p.Agents, Math.Round(p.Events))))
        {
            Color colour = palette.GetColor(drawn++ % palette.Colors.Length);
            ScalingPoint first = load.First();
            double[] nodes = [.. Enumerable.Range(1, 8).Select(n => (double)n)];
            var line = picture.Add.ScatterLine(
                nodes,
                [.. nodes.Select(n => Math.Log10(fit.At((first with { Nodes = (int)n }).Row).Value))]);
            line.Color = colour;
            line.LegendText = FormattableString.Invariant($"{first.Agents:N0} agents, {first.Events:N0} events");
            Mark(picture, load.Where(p => !p.IsHeldBack), colour, MarkerShape.FilledCircle);
            Mark(picture, load.Where(p => p.IsHeldBack), colour, MarkerShape.OpenCircle);
        }

        picture.Axes.Left.SetTicks([-2, -1, 0, 1, 2, 3], ["10 us", "100 us", "1 ms", "10 ms", "100 ms", "1 s"]);
        picture.Axes.Bottom.SetTicks([1, 2, 3, 4, 6, 8], ["1", "2", "3", "4", "6", "8"]);
        picture.XLabel("node processes on two cores");
        picture.YLabel("time of a window: measured (open: held back) and fitted");
        picture.ShowLegend(Edge.Right);
        picture.SaveSvg(path + ".svg", 1000, 600);
        picture.SavePng(path + ".png", 1000, 600);
    }

    private static void Mark(Plot picture, IEnumerable<ScalingPoint> points, Color colour, MarkerShape shape)
    {
        ScalingPoint[] all = [.. points];
        if (all.Length > 0)
        {
            var marks = picture.Add.ScatterPoints(
                all.Select(p => (double)p.Nodes).ToArray(), all.Select(p => Math.Log10(p.Milliseconds)).ToArray());
            (marks.Color, marks.MarkerShape, marks.MarkerSize) = (colour, shape, 8);
        }
    }
}
