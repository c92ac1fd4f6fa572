using ScottPlot;
using TaskSwarm.Kernel.Runs;
using TaskSwarm.Kernel.World;

namespace TaskSwarm.Cli.Pictures;

/// <summary>Draws maps: both axes at one scale, tracks below marks.</summary>
internal static class MapDrawing
{
    private const int LeastHeight = 260;
    private const int MostHeight = 900;
    private const int MostLabels = 40;
    private const int ManyTracks = 40;
    private const int ManyMarks = 100;
    private const double Kilometre = 1000;

    /// <summary>Draws a map.</summary>
    /// <returns>The height in pixels that fits the map's shape.</returns>
    public static int Draw(Plot plot, MapPanel map, int width)
    {
        Area area = Area.Of(map);
        double unit = area.Size >= 5 * Kilometre ? Kilometre : 1;
        foreach (Mark obstacle in map.Marks.Where(m => m.Kind == MarkKind.Obstacle && m.Radius > 0))
        {
            ScottPlot.Plottables.Ellipse circle = plot.Add.Circle(
                obstacle.At.X / unit, obstacle.At.Y / unit, obstacle.Radius / unit);
            circle.FillColor = Palette.Faint;
            circle.LineColor = Palette.Ink;
        }

        foreach (Track track in map.Tracks)
        {
            DrawTrack(plot, track, unit, map.Tracks.Count);
        }

        foreach (IGrouping<MarkKind, Mark> marks in map.Marks
            .Where(m => m.Kind != MarkKind.Obstacle || m.Radius <= 0).GroupBy(m => m.Kind).OrderBy(g => g.Key))
        {
            DrawMarks(plot, marks.Key, [.. marks], unit);
        }

        DrawLabels(plot, map.Marks, unit);

        string name = unit == Kilometre ? "km" : "m";
        plot.XLabel($"east ({name})");
        plot.YLabel($"north ({name})");
        int height = Fit(plot, area, unit, width);
        PanelDrawing.ShowLegend(plot, Legend(map, (height - PanelDrawing.Top) / PanelDrawing.EntryHeight));
        return height;
    }

    private static void DrawTrack(Plot plot, Track track, double unit, int tracks)
    {
        if (track.Points.Count == 0)
        {
            return;
        }

        ScottPlot.Plottables.Scatter line = plot.Add.ScatterLine(
            track.Points.Select(p => new Coordinates(p.X / unit, p.Y / unit)).ToArray());

        // Many tracks lie over each other: thinner and half transparent, so that their density shows.
        bool many = tracks > ManyTracks;
        line.Color = Palette.Colour(track.Colour).WithAlpha(many ? 0.35 : 0.85);
        line.LineWidth = many ? 1 : 1.6f;
        line.LinePattern = many ? LinePattern.Solid : Palette.Pattern(track.Colour);
    }

    private static void DrawMarks(Plot plot, MarkKind kind, Mark[] marks, double unit)
    {
        MarkStyle style = MarkStyle.Of(kind);
        ScottPlot.Plottables.Markers markers = plot.Add.Markers(
            marks.Select(m => new Coordinates(m.At.X / unit, m.At.Y / unit)).ToArray(),
            style.Shape, marks.Length > ManyMarks ? style.Size * 0.6f : style.Size, style.Colour);
        markers.MarkerStyle.LineWidth = 1.5f;
        markers.MarkerStyle.LineColor = style.Colour;
        markers.MarkerStyle.OutlineColor = style.Colour;
    }

    // What happened at one place is told there line by line, not one over the other.
    private static void DrawLabels(Plot plot, IEnumerable<Mark> marks, double unit)
    {
        IEnumerable<IGrouping<Vec3, Mark>> places = marks
            .GroupBy(m => m.Kind).Where(g => g.Count() <= MostLabels).SelectMany(g => g)
            .Where(m => m.Name.Length > 0).GroupBy(m => m.At);
        foreach (IGrouping<Vec3, Mark> place in places)
        {
            string label = string.Join('\n', place.Select(m => PanelDrawing.Shorten(m.Name, 24)).Distinct());
            ScottPlot.Plottables.Text text = plot.Add.Text(label, place.Key.X / unit, place.Key.Y / unit);
            text.LabelFontSize = 11;
            text.LabelFontColor = Palette.Ink;
            text.LabelAlignment = Alignment.LowerLeft;
            text.OffsetX = 5;
            text.OffsetY = -3;
        }
    }

    private static List<LegendItem> Legend(MapPanel map, int most)
    {
        List<LegendItem> items = [];
        Track[] named = [.. map.Tracks.Where(t => t.Name.Length > 0).DistinctBy(t => t.Name)];
        MarkKind[] kinds = [.. map.Marks.Select(m => m.Kind).Distinct().Order()];
        if (named.Length + kinds.Length <= most)
        {
            items.AddRange(named.Select(t => PanelDrawing.LineItem(t.Name, t.Colour)));
        }

        items.AddRange(kinds.Select(k => MarkStyle.Of(k).Item));
        return items;
    }

    private static int Fit(Plot plot, Area area, double unit, int width)
    {
        double pixels = width - PanelDrawing.Left - PanelDrawing.Right;
        double margin = 0.05 * area.Size;
        double spanX = area.Width + (2 * margin);
        double spanY = area.Height + (2 * margin);
        int data = (int)Math.Clamp(pixels * spanY / spanX, LeastHeight, MostHeight);

        // The scale is that of the tighter direction; the other shows more of the surroundings.
        double scale = Math.Max(spanX / pixels, spanY / data);
        double halfX = scale * pixels / 2, halfY = scale * data / 2;
        plot.Axes.SetLimits(
            (area.Centre.X - halfX) / unit, (area.Centre.X + halfX) / unit,
            (area.Centre.Y - halfY) / unit, (area.Centre.Y + halfY) / unit);
        return data + PanelDrawing.Top + PanelDrawing.Bottom;
    }

    private readonly record struct Area(double Left, double Right, double Low, double High)
    {
        public double Width => Right - Left;

        public double Height => High - Low;

        public double Size => Math.Max(Math.Max(Width, Height), 1e-3);

        public Vec3 Centre => new((Left + Right) / 2, (Low + High) / 2, 0);

        public static Area Of(MapPanel map)
        {
            var area = new Area(
                double.PositiveInfinity, double.NegativeInfinity, double.PositiveInfinity, double.NegativeInfinity);
            foreach (Vec3 p in map.Tracks.SelectMany(t => t.Points))
            {
                area = area.With(p, 0);
            }

            foreach (Mark mark in map.Marks)
            {
                area = area.With(mark.At, mark.Radius);
            }

            return area.Left > area.Right ? new Area(0, 1, 0, 1) : area;
        }

        private Area With(Vec3 p, double radius) => new(
            Math.Min(Left, p.X - radius), Math.Max(Right, p.X + radius),
            Math.Min(Low, p.Y - radius), Math.Max(High, p.Y + radius));
    }
}
