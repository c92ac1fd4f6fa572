using System.Globalization;
using TaskSwarm.Kernel.Time;

namespace TaskSwarm.Scenarios.Format;

/// <summary>Simulated times as they are written in scenarios and on the command line.</summary>
public static class TimeText
{
    /// <summary>What is expected, for messages.</summary>
    public static string Expected => $"{Quantity.Time.Name}, such as {Quantity.Time.Examples}";

    /// <summary>Reads a time with its unit; zero needs none.</summary>
    /// <returns>The time, in whole microseconds; null if the text is none, or negative.</returns>
    public static SimDuration? Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        Unit? unit = Quantity.Time.Units
            .Where(u => text.EndsWith(u.Symbol, StringComparison.Ordinal))
            .MaxBy(u => u.Symbol.Length);
        string number = unit is null ? text : text[..^unit.Symbol.Length].TrimEnd();
        if (!decimal.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal value))
        {
            return null;
        }

        decimal scale = unit is null ? 0 : (decimal)unit.Size;
        if ((unit is null && value != 0) || value > long.MaxValue / Math.Max(scale, 1))
        {
            return null;
        }

        decimal micros = value * scale;
        return micros == decimal.Truncate(micros) ? new SimDuration((long)micros) : null;
    }
}
