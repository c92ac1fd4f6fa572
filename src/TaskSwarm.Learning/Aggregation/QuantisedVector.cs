using System.Collections.Immutable;

namespace TaskSwarm.Learning.Aggregation;

/// <summary>A vector of small whole numbers and one scale, as <see cref="Quantisation"/> makes it. The receiver knows
/// the length and the number of bits.</summary>
public sealed class QuantisedVector : ICompressedVector
{
    /// <summary>A vector as it was received.</summary>
    /// <param name="bits">Bits of a coordinate, 2 to 16.</param>
    /// <param name="length">Number of coordinates.</param>
    /// <param name="scale">The largest absolute value.</param>
    /// <param name="words">The bits of all coordinates, the lowest ones first.</param>
    /// <exception cref="ArgumentException">There are more or fewer words than the coordinates fill.</exception>
    public QuantisedVector(int bits, int length, float scale, ImmutableArray<ulong> words)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bits, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bits, 16);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        if (words.Length != WordsOf(bits, length))
        {
            throw new ArgumentException(
                $"{length} coordinates of {bits} bits do not fill {words.Length} words.", nameof(words));
        }

        Bits = bits;
        Length = length;
        Scale = scale;
        Words = words;
    }

    /// <summary>Bits of a coordinate.</summary>
    public int Bits { get; }

    /// <summary>Number of coordinates.</summary>
    public int Length { get; }

    /// <summary>The largest absolute value; 0 if all are zero.</summary>
    public float Scale { get; }

    /// <summary>The bits of all coordinates, the lowest ones first.</summary>
    public ImmutableArray<ulong> Words { get; }

    /// <summary>4 for the scale and the bits of all coordinates, rounded up to bytes.</summary>
    public int SizeBytes => SizeOf(Bits, Length);

    /// <summary>What so many coordinates take to send, bytes.</summary>
    public static int SizeOf(int bits, int length) => sizeof(float) + (int)((((long)length * bits) + 7) / 8);

    /// <inheritdoc/>
    public float[] Decompress()
    {
        int levels = Quantisation.LevelsOf(Bits);
        ulong mask = (1UL << Bits) - 1;
        var values = new float[Length];
        long at = 0;
        for (int i = 0; i < values.Length; i++, at += Bits)
        {
            (int word, int shift) = ((int)(at / 64), (int)(at % 64));
            ulong held = Words[word] >> shift;
            if (shift + Bits > 64)
            {
                held |= Words[word + 1] << (64 - shift);
            }

            values[i] = (float)(((int)(held & mask) - levels) * (double)Scale / levels);
        }

        return values;
    }

    internal static int WordsOf(int bits, int length) => (int)((((long)length * bits) + 63) / 64);
}
