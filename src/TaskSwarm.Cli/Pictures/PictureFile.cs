using ScottPlot;
using SkiaSharp;
using TaskSwarm.Kernel.Runs;

namespace TaskSwarm.Cli.Pictures;

/// <summary>Draws pictures into files.</summary>
internal static class PictureFile
{
    private const int Width = 1200;
    private const int TitleHeight = 48;
    private const float TitleSize = 20;

    /// <summary>Whether the name's ending is that of a format that can be written.</summary>
    public static bool IsSupported(string path) => IsPng(path) || IsTable(path) || HasEnding(path, ".svg");

    /// <summary>Draws a picture; the ending of the path chooses the format.</summary>
    public static void Save(RunPicture picture, string path)
    {
        if (IsTable(path))
        {
            CurveTable.Save(picture, path);
            return;
        }

        EmbeddedFont.Use();
        (Plot Plot, int Height)[] panels = [.. picture.Panels.Select(p => PanelDrawing.Of(p, Width))];
        int height = TitleHeight + panels.Sum(p => p.Height);
        if (IsPng(path))
        {
            using var surface = SKSurface.Create(new SKImageInfo(Width, height));
            Draw(surface.Canvas, picture.Title, panels);
            using SKImage image = surface.Snapshot();
            using SKData data = image.Encode(SKEncodedImageFormat.Png, 100);
            using FileStream file = File.Create(path);
            data.SaveTo(file);
        }
        else
        {
            using FileStream file = File.Create(path);
            using SKCanvas canvas = SKSvgCanvas.Create(new SKRect(0, 0, Width, height), file);
            Draw(canvas, picture.Title, panels);
        }
    }

    private static void Draw(SKCanvas canvas, string title, IEnumerable<(Plot Plot, int Height)> panels)
    {
        canvas.Clear(SKColors.White);
        using var font = new SKFont(EmbeddedFont.Typeface, TitleSize);
        using var ink = new SKPaint { Color = SKColors.Black, IsAntialias = true };
        canvas.DrawText(title, Width / 2f, TitleHeight * 0.66f, SKTextAlign.Center, font, ink);
        int top = TitleHeight;
        foreach ((Plot plot, int height) in panels)
        {
            plot.Render(canvas, new PixelRect(0, Width, top + height, top));
            top += height;
        }
    }

    private static bool IsTable(string path) => HasEnding(path, ".csv");

    private static bool IsPng(string path) => HasEnding(path, ".png");

    private static bool HasEnding(string path, string ending) =>
        path.EndsWith(ending, StringComparison.OrdinalIgnoreCase);
}
