using System.Globalization;

namespace TaskSwarm.Kernel.Time;

/// <summary>A span of simulated time in whole microseconds.</summary>
/// <param name="Micros">Microseconds; may be negative as a difference of two instants.</param>
public readonly record struct SimDuration(long Micros) : IComparable<SimDuration>
{
    /// <summary>No time at all.</summary>
    public static readonly SimDuration Zero = new(0);

    /// <summary>The span in seconds.</summary>
    public double Seconds => Micros / 1e6;

    /// <summary>The span nearest to <paramref name="seconds"/>, halves away from zero.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not finite, or beyond what 64 bits hold.</exception>
    public static SimDuration FromSeconds(double seconds) =>
        FromMicros(Math.Round(seconds * 1e6, MidpointRounding.AwayFromZero), seconds);

    /// <summary>The smallest whole number of microseconds that is not below <paramref name="seconds"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not finite, or beyond what 64 bits hold.</exception>
    public static SimDuration CeilingSeconds(double seconds) => FromMicros(Math.Ceiling(seconds * 1e6), seconds);

    /// <summary>The span of <paramref name="millis"/> milliseconds.</summary>
    public static SimDuration FromMillis(long millis) => new(checked(millis * 1000));

    private static SimDuration FromMicros(double micros, double seconds) =>
        double.IsFinite(micros) && Math.Abs(micros) <= 9.0e18
            ? new SimDuration((long)micros)
            : throw new ArgumentOutOfRangeException(
                nameof(seconds), seconds, "A simulated span must be finite and below 285,000 years.");

    /// <inheritdoc/>
    public int CompareTo(SimDuration other) => Micros.CompareTo(other.Micros);

    /// <summary>Seconds with their fraction and the unit, for people.</summary>
    public override string ToString() => Seconds.ToString("0.######", CultureInfo.InvariantCulture) + "s";

    /// <summary>The sum of two spans.</summary>
    public static SimDuration operator +(SimDuration a, SimDuration b) => new(checked(a.Micros + b.Micros));

    /// <summary>The difference of two spans.</summary>
    public static SimDuration operator -(SimDuration a, SimDuration b) => new(checked(a.Micros - b.Micros));

    /// <summary>A whole multiple of a span.</summary>
    public static SimDuration operator *(SimDuration a, long factor) => new(checked(a.Micros * factor));

    /// <summary>Whether <paramref name="a"/> is shorter.</summary>
    public static bool operator <(SimDuration a, SimDuration b) => a.Micros < b.Micros;

    /// <summary>Whether <paramref name="a"/> is longer.</summary>
    public static bool operator >(SimDuration a, SimDuration b) => a.Micros > b.Micros;

    /// <summary>Whether <paramref name="a"/> is not longer.</summary>
    public static bool operator <=(SimDuration a, SimDuration b) => a.Micros <= b.Micros;

    /// <summary>Whether <paramref name="a"/> is not shorter.</summary>
    public static bool operator >=(SimDuration a, SimDuration b) => a.Micros >= b.Micros;
}
