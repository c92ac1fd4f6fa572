namespace TaskSwarm.Learning.Aggregation;

/// <summary>Some coordinates of a vector, the others being zero. The receiver knows the length.</summary>
public sealed class SparseVector : ICompressedVector
{
    private readonly int[] _places;
    private readonly float[] _values;

    internal SparseVector(int length, int[] places, float[] values)
    {
        Length = length;
        _places = places;
        _values = values;
    }

    /// <summary>Number of coordinates, zeros included.</summary>
    public int Length { get; }

    /// <summary>Which coordinates it has, in rising order.</summary>
    public IReadOnlyList<int> Places => _places;

    /// <summary>Their values, in the same order.</summary>
    public IReadOnlyList<float> Values => _values;

    /// <summary>8 for each coordinate: 4 for its place and 4 for its value.</summary>
    public int SizeBytes => (sizeof(int) + sizeof(float)) * _places.Length;

    /// <inheritdoc/>
    public float[] Decompress()
    {
        var vector = new float[Length];
        for (int i = 0; i < _places.Length; i++)
        {
            vector[_places[i]] = _values[i];
        }

        return vector;
    }
}
