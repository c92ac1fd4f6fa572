using System.Numerics;
using System.Runtime.InteropServices;

namespace TaskSwarm.Learning.Aggregation;

/// <summary>
/// Sorts what updates say of each parameter, block by block: a network of exchanges (Batcher's merge exchange, Knuth
/// volume 3, algorithm 5.2.2 M) that runs for many parameters at once, as it does not depend on what is compared.
/// </summary>
/// <remarks>
/// Numbers are compared as integers with the same order: -0 comes before 0, and what is not a number before or after
/// all others by its sign. So liars can send what they like and still only occupy ranks at an end.
/// </remarks>
internal sealed class CoordinateSort
{
    /// <summary>Parameters that are sorted together: those of 100 updates fit into the nearest cache.</summary>
    public const int Block = 64;

    private readonly List<(int Low, int High)> _exchanges;
    private readonly int[] _keys;

    /// <param name="count">Number of updates, above zero.</param>
    public CoordinateSort(int count)
    {
        _exchanges = Network(count);
        _keys = new int[count * Block];
    }

    /// <summary>Sorts a block.</summary>
    /// <param name="updates">The updates.</param>
    /// <param name="from">The first parameter.</param>
    /// <param name="width">How many, at most <see cref="Block"/>.</param>
    public void Sort(IReadOnlyList<ModelUpdate> updates, int from, int width)
    {
        for (int update = 0; update < updates.Count; update++)
        {
            ReadOnlySpan<float> values = updates[update].Parameters.AsSpan(from, width);
            Span<int> keys = _keys.AsSpan(update * Block, width);
            for (int i = 0; i < values.Length; i++)
            {
                keys[i] = Ordered(BitConverter.SingleToInt32Bits(values[i]));
            }
        }

        Span<Vector<int>> lanes = MemoryMarshal.Cast<int, Vector<int>>(_keys.AsSpan());
        int row = Block / Vector<int>.Count;
        foreach ((int low, int high) in _exchanges)
        {
            Span<Vector<int>> first = lanes.Slice(low * row, row);
            Span<Vector<int>> second = lanes.Slice(high * row, row);
            for (int i = 0; i < first.Length; i++)
            {
                (first[i], second[i]) = (Vector.Min(first[i], second[i]), Vector.Max(first[i], second[i]));
            }
        }
    }

    /// <summary>What stands at a rank, 0 for the least, among what was said of a parameter of the block.</summary>
    public float At(int rank, int parameter) =>
        BitConverter.Int32BitsToSingle(Ordered(_keys[(rank * Block) + parameter]));

    /// <summary>Pairs to be put into order one after another.</summary>
    internal static List<(int Low, int High)> Network(int count)
    {
        var exchanges = new List<(int, int)>();
        int top = (int)BitOperations.RoundUpToPowerOf2((uint)count) / 2;
        for (int p = top; p > 0; p /= 2)
        {
            int q = top;
            int remainder = 0;
            int distance = p;
            while (true)
            {
                for (int i = 0; i + distance < count; i++)
                {
                    if ((i & p) == remainder)
                    {
                        exchanges.Add((i, i + distance));
                    }
                }

                if (q == p)
                {
                    break;
                }

                distance = q - p;
                q /= 2;
                remainder = p;
            }
        }

        return exchanges;
    }

    /// <summary>Bits of a float to an integer of the same rank, and back.</summary>
    private static int Ordered(int bits) => bits ^ ((bits >> 31) & int.MaxValue);
}
