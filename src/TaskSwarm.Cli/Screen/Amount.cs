using System.Globalization;

namespace TaskSwarm.Cli.Screen;

/// <summary>Writes quantities as people read them: few digits, the unit that fits, a point as decimal sign.</summary>
internal static class Amount
{
    private const double Minute = 60;
    private const double Hour = 3600;
    private const double Day = 86_400;

    /// <summary>A count with separators, such as <c>1,234,567</c>.</summary>
    public static string Count(long n) => n.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A count in few characters, such as <c>84.1k</c>.</summary>
    public static string Short(double n) => n switch
    {
        >= 1e9 => Digits(n / 1e9) + "G",
        >= 1e6 => Digits(n / 1e6) + "M",
        >= 1e4 => Digits(n / 1e3) + "k",
        _ => Digits(n),
    };

    /// <summary>A count and its noun, which takes an s unless the count is one.</summary>
    public static string Of(long n, string noun) => $"{Count(n)} {noun}{(n == 1 ? "" : "s")}";

    /// <summary>An amount of data, such as <c>1.25 MB</c>.</summary>
    public static string Bytes(long bytes) => bytes switch
    {
        >= 1_000_000_000 => Digits(bytes / 1e9) + " GB",
        >= 1_000_000 => Digits(bytes / 1e6) + " MB",
        >= 1_000 => Digits(bytes / 1e3) + " kB",
        _ => Of(bytes, "byte"),
    };

    /// <summary>A span of time: <c>20 ms</c>, <c>4.25 s</c>, <c>3 min 20 s</c>, <c>2 h 05 min</c>.</summary>
    public static string Time(double seconds)
    {
        double size = Math.Abs(seconds);
        return size switch
        {
            0 => "0 s",
            < 1e-3 => Digits(seconds * 1e6) + " us",
            < 1 => Digits(seconds * 1e3) + " ms",
            < 2 * Minute => Digits(seconds) + " s",
            < 2 * Hour => Pair(seconds, Minute, "min", 1, "s"),
            < 2 * Day => Pair(seconds, Hour, "h", Minute, "min"),
            _ => Pair(seconds, Day, "d", Hour, "h"),
        };
    }

    /// <summary>A number with at most four significant digits, or all digits of a whole number.</summary>
    public static string Digits(double value)
    {
        double size = Math.Abs(value);
        string format = size switch
        {
            >= 1e15 => "0.###e+0",
            >= 1000 => "N0",
            >= 100 => "0.#",
            >= 10 => "0.##",
            >= 0.001 or 0 => "0.###",
            _ => "0.##e+0",
        };
        string text = value.ToString(format, CultureInfo.InvariantCulture);
        return text == "-0" ? "0" : text;
    }

    private static string Pair(double seconds, double large, string largeUnit, double small, string smallUnit)
    {
        // Rounded first, so that 119.9 minutes never become "1 h 60 min".
        long units = (long)Math.Round(seconds / small);
        long inLarge = (long)(large / small);
        string head = $"{(units / inLarge).ToString(CultureInfo.InvariantCulture)} {largeUnit}";
        long rest = Math.Abs(units % inLarge);
        return rest == 0 ? head : $"{head} {rest.ToString("00", CultureInfo.InvariantCulture)} {smallUnit}";
    }
}
