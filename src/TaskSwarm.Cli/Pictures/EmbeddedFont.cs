using ScottPlot;
using SkiaSharp;

namespace TaskSwarm.Cli.Pictures;

/// <summary>
/// The font of all pictures, carried by the program: a machine without fonts would draw plots without any text, and
/// pictures would differ between machines.
/// </summary>
internal sealed class EmbeddedFont : IFontResolver
{
    private const string Name = "DejaVu Sans";

    private static readonly Lazy<SKTypeface> Loaded = new(static () =>
    {
        using Stream font = typeof(EmbeddedFont).Assembly.GetManifestResourceStream("DejaVuSans.ttf")!;
        return SKTypeface.FromStream(font);
    });

    private static readonly Lazy<bool> Registered = new(static () =>
    {
        ScottPlot.Fonts.FontResolvers.Insert(0, new EmbeddedFont());
        ScottPlot.Fonts.Default = Name;
        ScottPlot.Fonts.Sans = Name;
        return true;
    });

    /// <summary>The font.</summary>
    public static SKTypeface Typeface => Loaded.Value;

    /// <summary>Makes it the font of all plots.</summary>
    public static void Use() => _ = Registered.Value;

    /// <inheritdoc/>
    public SKTypeface? CreateTypeface(string fontName, FontWeight weight, FontSlant slant, FontSpacing spacing) =>
        fontName == Name ? Typeface : null;

    /// <inheritdoc/>
    public SKTypeface? CreateTypeface(string fontName, bool bold, bool italic) =>
        fontName == Name ? Typeface : null;
}
