namespace TaskSwarm.Learning.Aggregation;

/// <summary>
/// Real numbers as integers modulo 2^64, negative ones in two's complement, so that sums are exact in any order and
/// masks can hide them. A step is 2^-<see cref="FractionBits"/>; rounding is to the nearest step, of two to the even
/// one.
/// </summary>
public sealed class FixedPoint
{
    private readonly double _scale;

    /// <summary>Makes a representation.</summary>
    /// <param name="fractionBits">Binary places, 0 to 52.</param>
    /// <param name="range">The largest absolute value of a number, above zero.</param>
    /// <param name="summands">The most numbers that are summed, above zero.</param>
    /// <exception cref="ArgumentOutOfRangeException">A bound is outside, or so many numbers of that range do not sum to
    /// less than 2^63 steps.</exception>
    public FixedPoint(int fractionBits, double range, int summands)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(fractionBits);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(fractionBits, 52);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(summands);
        _scale = 1L << fractionBits;
        if (!(range > 0 && ((range * _scale) + 1) * summands < long.MaxValue))
        {
            throw new ArgumentOutOfRangeException(
                nameof(range), range, $"{summands} numbers of {fractionBits} binary places would leave 64 bits.");
        }

        FractionBits = fractionBits;
        Range = range;
        Summands = summands;
    }

    /// <summary>Binary places.</summary>
    public int FractionBits { get; }

    /// <summary>The largest absolute value of a number.</summary>
    public double Range { get; }

    /// <summary>The most numbers that are summed.</summary>
    public int Summands { get; }

    /// <summary>The integer of a number.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is beyond the range or no number.</exception>
    public ulong Encode(double value)
    {
        if (!(Math.Abs(value) <= Range))
        {
            throw new ArgumentOutOfRangeException(nameof(value), value, $"Only numbers up to {Range} can be encoded.");
        }

        return unchecked((ulong)(long)Math.Round(value * _scale, MidpointRounding.ToEven));
    }

    /// <summary>The number of an integer, such as a sum.</summary>
    public double Decode(ulong value) => unchecked((long)value) / _scale;

    /// <summary>Encodes a model.</summary>
    /// <param name="update">The model.</param>
    /// <returns>Its parameters times its examples, and its examples as the last number: the sum of such vectors is all
    /// that <see cref="WeightedAverage"/> needs.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A product or the number of examples is beyond the range.
    /// </exception>
    public ulong[] EncodeWeighted(ModelUpdate update)
    {
        ArgumentNullException.ThrowIfNull(update);
        var encoded = new ulong[update.Parameters.Length + 1];
        double examples = update.Examples;
        for (int i = 0; i < update.Parameters.Length; i++)
        {
            encoded[i] = Encode(update.Parameters[i] * examples);
        }

        encoded[^1] = Encode(examples);
        return encoded;
    }

    /// <summary>The weighted average that a sum of encoded models holds.</summary>
    /// <param name="sum">The sum of what <see cref="EncodeWeighted"/> gave, modulo 2^64.</param>
    /// <exception cref="ArgumentException">It holds no examples.</exception>
    public float[] DecodeAverage(ReadOnlySpan<ulong> sum)
    {
        double examples = sum.IsEmpty ? 0 : Decode(sum[^1]);
        if (examples <= 0)
        {
            throw new ArgumentException("A sum without examples has no average.", nameof(sum));
        }

        var average = new float[sum.Length - 1];
        for (int i = 0; i < average.Length; i++)
        {
            average[i] = (float)(Decode(sum[i]) / examples);
        }

        return average;
    }

    /// <summary>Adds one vector of integers to another, modulo 2^64.</summary>
    /// <param name="to">The sum.</param>
    /// <param name="vector">What is added, of the same length.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static void Add(Span<ulong> to, ReadOnlySpan<ulong> vector)
    {
        if (to.Length != vector.Length)
        {
            throw new ArgumentException(
                $"{vector.Length} numbers cannot be added to {to.Length}.", nameof(vector));
        }

        for (int i = 0; i < to.Length; i++)
        {
            to[i] = unchecked(to[i] + vector[i]);
        }
    }
}
