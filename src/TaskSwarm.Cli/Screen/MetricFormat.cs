namespace TaskSwarm.Cli.Screen;

/// <summary>
/// Reads a metric's name: which group it belongs to, what it is called, and how its value is written.
/// </summary>
/// <param name="Group">The first word of the name.</param>
/// <param name="Label">What is between group and unit.</param>
/// <param name="Write">Writes a value with its unit.</param>
internal sealed record MetricFormat(string Group, string Label, Func<double, string> Write)
{
    // The last words of a name say the unit; where they also say what is measured they stay in the label.
    private static readonly (string Ending, bool Stays, Func<double, string> Write)[] Units =
    [
        (".per.second", false, PerSecond),
        (".metres.per.second", false, v => Amount.Digits(v) + " m/s"),
        (".seconds", false, Amount.Time),
        (".bytes", true, Bytes),
        (".km", false, v => Amount.Digits(v) + " km"),
        (".metres", false, v => Amount.Digits(v) + " m"),
        (".m", false, v => Amount.Digits(v) + " m"),
        (".joules", false, Joules),
        (".kj", false, v => Joules(v * 1000)),
        (".wh", false, v => Amount.Digits(v) + " Wh"),
        (".rate", true, Percent),
        (".share", true, Percent),
        (".satisfaction", true, Percent),
        (".utilisation", true, Percent),
    ];

    /// <summary>The format of a metric by its name.</summary>
    public static MetricFormat Of(string name)
    {
        int dot = name.IndexOf('.', StringComparison.Ordinal);
        string group = dot < 0 ? name : name[..dot];
        string rest = dot < 0 ? "" : name[dot..];
        (string ending, bool stays, Func<double, string> write) = Units
            .Where(u => rest.EndsWith(u.Ending, StringComparison.Ordinal))
            .OrderByDescending(u => u.Ending.Length)
            .FirstOrDefault(("", true, Amount.Digits));
        string label = (stays ? rest : rest[..^ending.Length]).Replace('.', ' ').Trim();
        return new MetricFormat(group, label.Length == 0 ? group : label, write);
    }

    private static string PerSecond(double rate) => Math.Abs(rate) is > 0 and < 0.01
        ? Amount.Digits(rate * 3600) + "/h"
        : Amount.Digits(rate) + "/s";

    private static string Percent(double share) => Amount.Digits(share * 100) + " %";

    private static string Joules(double joules) => Math.Abs(joules) switch
    {
        >= 1e6 => Amount.Digits(joules / 1e6) + " MJ",
        >= 1e3 => Amount.Digits(joules / 1e3) + " kJ",
        _ => Amount.Digits(joules) + " J",
    };

    private static string Bytes(double bytes) => Math.Abs(bytes) switch
    {
        >= 1e9 => Amount.Digits(bytes / 1e9) + " GB",
        >= 1e6 => Amount.Digits(bytes / 1e6) + " MB",
        >= 1e3 => Amount.Digits(bytes / 1e3) + " kB",
        _ => Amount.Digits(bytes) + " B",
    };
}
