using TaskSwarm.Kernel.Agents;

namespace TaskSwarm.Kernel.Random;

/// <summary>
/// One agent's stream of random numbers for one purpose. Philox4x32-10 keyed by the scenario's seed; the upper half of
/// the counter names the stream (a <see cref="StableHash"/> of agent name and purpose), the lower half counts blocks.
/// A stream therefore depends on nothing but seed, agent and purpose, and its whole state is one block number.
/// </summary>
public sealed class RandomStream
{
    private readonly ulong _seed;
    private readonly ulong _stream;
    private ulong _drawn;
    private ulong _spare;

    /// <summary>Opens the stream of an agent for a purpose.</summary>
    public RandomStream(ulong seed, string agent, string purpose)
        : this(seed, StreamId(agent, purpose))
    {
    }

    /// <summary>Opens a stream by its number; see <see cref="StreamId"/>.</summary>
    public RandomStream(ulong seed, ulong stream)
    {
        _seed = seed;
        _stream = stream;
    }

    /// <summary>The number of the stream that belongs to an agent and a purpose.</summary>
    public static ulong StreamId(string agent, string purpose) =>
        StableHash.Combine(StableHash.Of(agent), StableHash.Of(purpose));

    /// <summary>How many 64-bit numbers have been drawn: all the state there is.</summary>
    public ulong Position => _drawn;

    /// <summary>64 uniformly distributed bits.</summary>
    public ulong NextUInt64()
    {
        ulong result;
        if ((_drawn & 1) == 0)
        {
            (result, _spare) = Philox4x32.Block(_drawn >> 1, _stream, _seed);
        }
        else
        {
            result = _spare;
        }

        _drawn++;
        return result;
    }

    /// <summary>A uniform double in [0, 1) with 53 random bits.</summary>
    public double NextDouble() => (NextUInt64() >> 11) * (1.0 / (1UL << 53));

    /// <summary>A uniform double in [<paramref name="min"/>, <paramref name="max"/>).</summary>
    public double NextUniform(double min, double max) => min + ((max - min) * NextDouble());

    /// <summary>A uniform integer in [0, <paramref name="exclusiveMax"/>), without bias (Lemire 2019).</summary>
    /// <exception cref="ArgumentOutOfRangeException">The bound is not positive.</exception>
    public int NextInt(int exclusiveMax)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(exclusiveMax);
        ulong range = (ulong)exclusiveMax;
        ulong low = Math.BigMul(NextUInt64(), range, out ulong fraction);
        if (fraction < range)
        {
            ulong threshold = (0 - range) % range;
            while (fraction < threshold)
            {
                low = Math.BigMul(NextUInt64(), range, out fraction);
            }
        }

        return (int)low;
    }

    /// <summary>
    /// A standard normal number (Marsaglia's polar method; one of the pair is dropped to keep no state).
    /// </summary>
    public double NextNormal()
    {
        while (true)
        {
            double u = (2 * NextDouble()) - 1;
            double v = (2 * NextDouble()) - 1;
            double s = (u * u) + (v * v);
            if (s is > 0 and < 1)
            {
                return u * Math.Sqrt(-2 * Math.Log(s) / s);
            }
        }
    }

    /// <summary>An exponentially distributed number with the given mean.</summary>
    public double NextExponential(double mean) => -mean * Math.Log(1 - NextDouble());

    /// <summary>Fisher-Yates shuffle in place.</summary>
    public void Shuffle<T>(Span<T> items)
    {
        for (int i = items.Length - 1; i > 0; i--)
        {
            int j = NextInt(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }

    /// <summary>Writes the position.</summary>
    public void Capture(StateWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Write(_drawn);
    }

    /// <summary>Moves to a captured position.</summary>
    public void Restore(StateReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        _drawn = reader.ReadUInt64();
        if ((_drawn & 1) == 1)
        {
            (_, _spare) = Philox4x32.Block(_drawn >> 1, _stream, _seed);
        }
    }
}
