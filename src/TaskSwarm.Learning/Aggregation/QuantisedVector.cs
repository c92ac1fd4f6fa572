namespace TaskSwarm.Learning.Aggregation;

/// <summary>A vector of small whole numbers and one scale, as <see cref="Quantisation"/> makes it. The receiver knows
/// the length and the number of bits.</summary>
public sealed class QuantisedVector : ICompressedVector
{
    private readonly byte[] _packed;

    internal QuantisedVector(int bits, int length, float scale, byte[] packed)
    {
        Bits = bits;
        Length = length;
        Scale = scale;
        _packed = packed;
    }

    /// <summary>Bits of a coordinate.</summary>
    public int Bits { get; }

    /// <summary>Number of coordinates.</summary>
    public int Length { get; }

    /// <summary>The largest absolute value; 0 if all are zero.</summary>
    public float Scale { get; }

    /// <summary>4 for the scale and the packed bits of all coordinates, rounded up.</summary>
    public int SizeBytes => sizeof(float) + _packed.Length;

    /// <inheritdoc/>
    public float[] Decompress()
    {
        int levels = Quantisation.LevelsOf(Bits);
        var values = new float[Length];
        uint buffer = 0;
        int held = 0;
        int next = 0;
        for (int i = 0; i < values.Length; i++)
        {
            for (; held < Bits; held += 8)
            {
                buffer |= (uint)_packed[next++] << held;
            }

            int level = (int)(buffer & ((1u << Bits) - 1)) - levels;
            buffer >>= Bits;
            held -= Bits;
            values[i] = (float)(level * (double)Scale / levels);
        }

        return values;
    }
}
