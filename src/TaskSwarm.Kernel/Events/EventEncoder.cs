using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Random;
using TaskSwarm.Kernel.Time;
using TaskSwarm.Kernel.World;

namespace TaskSwarm.Kernel.Events;

/// <summary>Folds the fields of a domain event into the emitting agent's hash, in the order of the calls.</summary>
public ref struct EventEncoder
{
    private ulong _hash;

    /// <summary>Goes on from a hash.</summary>
    public EventEncoder(ulong hash) => _hash = hash;

    /// <summary>The hash so far.</summary>
    public readonly ulong Hash => _hash;

    /// <summary>Folds a whole number.</summary>
    public void Write(long value) => _hash = StableHash.Combine(_hash, (ulong)value);

    /// <summary>Folds a truth value.</summary>
    public void Write(bool value) => Write(value ? 1L : 0L);

    /// <summary>Folds an instant.</summary>
    public void Write(SimTime value) => Write(value.Micros);

    /// <summary>Folds a span.</summary>
    public void Write(SimDuration value) => Write(value.Micros);

    /// <summary>Folds an agent's number.</summary>
    public void Write(AgentId value) => Write(value.Index);

    /// <summary>Folds a string.</summary>
    public void Write(string? value) => Write(value is null ? -1L : (long)StableHash.Of(value));

    /// <summary>Folds a double, rounded to a millionth, so that the last bits of a formula never matter.</summary>
    /// <exception cref="ArgumentException">Not finite.</exception>
    public void Write(double value) => Write(Quantise(value, 1e6));

    /// <summary>Folds a point, rounded to millimetres.</summary>
    public void Write(Vec3 value)
    {
        Write(Quantise(value.X, 1e3));
        Write(Quantise(value.Y, 1e3));
        Write(Quantise(value.Z, 1e3));
    }

    private static long Quantise(double value, double scale)
    {
        double scaled = Math.Round(value * scale, MidpointRounding.ToEven);
        return double.IsFinite(scaled) && Math.Abs(scaled) < 9e18
            ? (long)scaled
            : throw new ArgumentException($"An event holds the number {value}, which is not finite or too large.");
    }
}
