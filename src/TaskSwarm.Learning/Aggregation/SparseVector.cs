using System.Collections.Immutable;

namespace TaskSwarm.Learning.Aggregation;

/// <summary>Some coordinates of a vector, the others being zero. The receiver knows the length.</summary>
public sealed class SparseVector : ICompressedVector
{
    /// <summary>A vector as it was received.</summary>
    /// <param name="length">Number of coordinates, zeros included.</param>
    /// <param name="places">Which it has, in rising order.</param>
    /// <param name="values">Their values, in the same order.</param>
    /// <exception cref="ArgumentException">Places do not rise or lie outside, or there is not one for each value.
    /// </exception>
    public SparseVector(int length, ImmutableArray<int> places, ImmutableArray<float> values)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        if (places.Length != values.Length)
        {
            throw new ArgumentException($"{places.Length} places are not for {values.Length} values.", nameof(places));
        }

        for (int i = 0; i < places.Length; i++)
        {
            if (places[i] <= (i == 0 ? -1 : places[i - 1]) || places[i] >= length)
            {
                throw new ArgumentException($"Places rise and are below {length}.", nameof(places));
            }
        }

        Length = length;
        Places = places;
        Values = values;
    }

    /// <summary>Number of coordinates, zeros included.</summary>
    public int Length { get; }

    /// <summary>Which coordinates it has, in rising order.</summary>
    public ImmutableArray<int> Places { get; }

    /// <summary>Their values, in the same order.</summary>
    public ImmutableArray<float> Values { get; }

    /// <summary>8 for each coordinate: 4 for its place and 4 for its value.</summary>
    public int SizeBytes => SizeOf(Places.Length);

    /// <summary>What so many coordinates that are not zero take to send, bytes.</summary>
    public static int SizeOf(int places) => (sizeof(int) + sizeof(float)) * places;

    /// <inheritdoc/>
    public float[] Decompress()
    {
        var vector = new float[Length];
        for (int i = 0; i < Places.Length; i++)
        {
            vector[Places[i]] = Values[i];
        }

        return vector;
    }
}
