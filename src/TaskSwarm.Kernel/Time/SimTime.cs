using System.Globalization;

namespace TaskSwarm.Kernel.Time;

/// <summary>An instant of simulated time: whole microseconds since the start of the run.</summary>
/// <param name="Micros">Microseconds since the start; never negative in a run.</param>
public readonly record struct SimTime(long Micros) : IComparable<SimTime>
{
    /// <summary>The start of the run.</summary>
    public static readonly SimTime Zero = new(0);

    /// <summary>Later than every instant of any run.</summary>
    public static readonly SimTime Never = new(long.MaxValue);

    /// <summary>Seconds since the start.</summary>
    public double Seconds => Micros / 1e6;

    /// <summary>The instant nearest to <paramref name="seconds"/> after the start.</summary>
    public static SimTime FromSeconds(double seconds) => new(SimDuration.FromSeconds(seconds).Micros);

    /// <inheritdoc/>
    public int CompareTo(SimTime other) => Micros.CompareTo(other.Micros);

    /// <summary>Seconds with their fraction and the unit, for people.</summary>
    public override string ToString() =>
        this == Never ? "never" : Seconds.ToString("0.######", CultureInfo.InvariantCulture) + "s";

    /// <summary>The instant <paramref name="d"/> after <paramref name="t"/>.</summary>
    public static SimTime operator +(SimTime t, SimDuration d) => new(checked(t.Micros + d.Micros));

    /// <summary>The instant <paramref name="d"/> before <paramref name="t"/>.</summary>
    public static SimTime operator -(SimTime t, SimDuration d) => new(checked(t.Micros - d.Micros));

    /// <summary>The span from <paramref name="b"/> to <paramref name="a"/>.</summary>
    public static SimDuration operator -(SimTime a, SimTime b) => new(checked(a.Micros - b.Micros));

    /// <summary>Whether <paramref name="a"/> is earlier.</summary>
    public static bool operator <(SimTime a, SimTime b) => a.Micros < b.Micros;

    /// <summary>Whether <paramref name="a"/> is later.</summary>
    public static bool operator >(SimTime a, SimTime b) => a.Micros > b.Micros;

    /// <summary>Whether <paramref name="a"/> is not later.</summary>
    public static bool operator <=(SimTime a, SimTime b) => a.Micros <= b.Micros;

    /// <summary>Whether <paramref name="a"/> is not earlier.</summary>
    public static bool operator >=(SimTime a, SimTime b) => a.Micros >= b.Micros;

    /// <summary>The earlier of two instants.</summary>
    public static SimTime Min(SimTime a, SimTime b) => a.Micros <= b.Micros ? a : b;

    /// <summary>The later of two instants.</summary>
    public static SimTime Max(SimTime a, SimTime b) => a.Micros >= b.Micros ? a : b;
}
