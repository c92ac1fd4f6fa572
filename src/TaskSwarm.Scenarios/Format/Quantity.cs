namespace TaskSwarm.Scenarios.Format;

/// <summary>A physical quantity with the units it may be written in.</summary>
/// <param name="Name">Noun phrase such as "a time".</param>
/// <param name="Examples">How values look, such as "20ms, 1.5s or 2h".</param>
/// <param name="AllowsBare">Whether a number without a unit means the base unit. Zero never needs a unit.</param>
/// <param name="Units">The units; the first is the base unit.</param>
internal sealed record Quantity(string Name, string Examples, bool AllowsBare, params Unit[] Units)
{
    // Times decide everything and their units differ by a factor of 10^10: a bare number is never accepted.
    public static Quantity Time { get; } = new("a time", "20ms, 1.5s or 2h", false,
        new("us", 1), new("ms", 1e3), new("s", 1e6), new("min", 60e6), new("m", 60e6), new("h", 3600e6),
        new("d", 86400e6));

    // Coordinates are lists of lengths; writing m after each would hide the numbers.
    public static Quantity Length { get; } = new("a length", "20m, 1.5km or 250mm", true,
        new("m", 1), new("mm", 1, 1000), new("cm", 1, 100), new("km", 1000));

    public static Quantity Speed { get; } = new("a speed", "8m/s or 50km/h", true,
        new("m/s", 1), new("km/h", 1000, 3600));

    public static Quantity Acceleration { get; } = new("an acceleration", "3m/s2", true,
        new("m/s2", 1), new("m/s^2", 1));

    public static Quantity Force { get; } = new("a force", "12N or 1.5kN", true,
        new("N", 1), new("kN", 1000));

    public static Quantity Mass { get; } = new("a mass", "250g, 1.5kg or 2t", false,
        new("kg", 1), new("g", 1, 1000), new("t", 1000));

    public static Quantity Energy { get; } = new("an energy", "50Wh, 1.2kWh or 90kJ", false,
        new("J", 1), new("kJ", 1e3), new("MJ", 1e6), new("Wh", 3600), new("kWh", 3.6e6));

    public static Quantity Power { get; } = new("a power", "180W or 1.2kW", false,
        new("W", 1), new("mW", 1, 1000), new("kW", 1000));

    public static Quantity Angle { get; } = new("an angle", "30deg or 0.5rad", false,
        new("rad", 1), new("deg", Math.PI, 180));

    public static Quantity Frequency { get; } = new("a frequency", "10Hz", false,
        new("Hz", 1), new("kHz", 1000));

    public static Quantity Ratio { get; } = new("a share", "0.5% or 0.005", true,
        new("", 1), new("%", 1, 100));

    public static Quantity Bandwidth { get; } = new("a bandwidth", "250kbit/s or 10Mbit/s", false,
        new("bit/s", 1), new("kbit/s", 1e3), new("Mbit/s", 1e6), new("Gbit/s", 1e9));

    public static Quantity Bytes { get; } = new("a size in bytes", "64B, 1.5kB or 2MB", false,
        new("B", 1), new("kB", 1e3), new("MB", 1e6), new("GB", 1e9));
}
