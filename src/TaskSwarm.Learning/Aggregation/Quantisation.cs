using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using TaskSwarm.Kernel.Random;

namespace TaskSwarm.Learning.Aggregation;

/// <summary>
/// Rounds each coordinate at random to one of the two levels around it so that its mean stays what it was (QSGD,
/// Alistarh et al. 2017, scaled by the largest absolute value as in their experiments). With b bits there are 2^b - 1
/// levels, evenly from minus the largest absolute value to plus.
/// </summary>
/// <remarks>No coordinate moves by more than the distance of two levels, nor by more than half of it in standard
/// deviation. Which lengths come in is known to the receiver.</remarks>
public sealed class Quantisation
{
    private readonly int _bits;

    /// <summary>Makes a quantisation.</summary>
    /// <param name="bits">Bits of a coordinate, 2 to 16.</param>
    public Quantisation(int bits)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bits, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bits, 16);
        _bits = bits;
    }

    /// <summary>Levels on each side of zero.</summary>
    public int Levels => LevelsOf(_bits);

    /// <summary>Compresses a vector.</summary>
    /// <param name="vector">The vector.</param>
    /// <param name="random">Rounds; one number is drawn for each coordinate, whatever it is.</param>
    /// <exception cref="ArgumentException">A coordinate is not finite.</exception>
    public QuantisedVector Compress(ReadOnlySpan<float> vector, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(random);
        float scale = vector.IsEmpty ? 0 : Math.Abs(TensorPrimitives.MaxMagnitude(vector));
        if (!float.IsFinite(scale))
        {
            throw new ArgumentException("Only finite numbers can be quantised.", nameof(vector));
        }

        int levels = Levels;
        var words = new ulong[QuantisedVector.WordsOf(_bits, vector.Length)];
        long at = 0;
        foreach (float value in vector)
        {
            double place = scale == 0 ? 0 : value / (double)scale * levels;
            double rounded = Math.Floor(place + random.NextDouble());

            // A place on the highest level plus almost 1 may round to the level above.
            ulong level = (ulong)(Math.Clamp((int)rounded, -levels, levels) + levels);
            (int word, int shift) = ((int)(at / 64), (int)(at % 64));
            words[word] |= level << shift;
            if (shift + _bits > 64)
            {
                words[word + 1] |= level >> (64 - shift);
            }

            at += _bits;
        }

        return new QuantisedVector(_bits, vector.Length, scale, ImmutableCollectionsMarshal.AsImmutableArray(words));
    }

    internal static int LevelsOf(int bits) => (1 << (bits - 1)) - 1;
}
