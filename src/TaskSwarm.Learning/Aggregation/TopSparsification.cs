using System.Runtime.InteropServices;

namespace TaskSwarm.Learning.Aggregation;

/// <summary>
/// Sends only the coordinates that are largest in absolute value and remembers the rest for the next time (Stich,
/// Cordonnier and Jaggi 2018, Sparsified SGD with Memory). Nothing is lost, some comes late.
/// </summary>
public sealed class TopSparsification
{
    private readonly double _share;

    /// <summary>Makes a sparsification.</summary>
    /// <param name="share">Share of the coordinates that is sent, above 0 to 1; at least one coordinate is.</param>
    /// <exception cref="ArgumentOutOfRangeException">The share is outside.</exception>
    public TopSparsification(double share)
    {
        if (!(share is > 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(share), share, "The share is above 0 and at most 1.");
        }

        _share = share;
    }

    /// <summary>How many of so many coordinates are sent: the share, rounded up.</summary>
    /// <param name="length">Number of coordinates.</param>
    public int Sent(int length)
    {
        // A share such as 0.07 is a little more than it says: of 100 it would be 8.
        int sent = (int)Math.Ceiling((_share * length) - 1e-9);
        return Math.Clamp(sent, Math.Min(1, length), length);
    }

    /// <summary>Compresses a vector together with what was left of those before.</summary>
    /// <param name="vector">The vector.</param>
    /// <param name="memory">What the sender has kept back so far, zeros at first. Afterwards it holds what is kept back
    /// now: what it held plus the vector, rounded once, is this plus what is sent, exactly.</param>
    /// <returns>The largest coordinates; of equal ones the earlier.</returns>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public SparseVector Compress(ReadOnlySpan<float> vector, Span<float> memory)
    {
        if (vector.Length != memory.Length)
        {
            throw new ArgumentException(
                $"The memory is one for {memory.Length} coordinates, not {vector.Length}.", nameof(memory));
        }

        for (int i = 0; i < vector.Length; i++)
        {
            memory[i] += vector[i];
        }

        int sent = Sent(vector.Length);
        var places = new int[sent];
        var values = new float[sent];
        (uint least, int ofLeast) = Least(memory, sent);
        for (int i = 0, at = 0; at < sent; i++)
        {
            uint size = Size(memory[i]);
            if (size > least || (size == least && ofLeast-- > 0))
            {
                places[at] = i;
                values[at++] = memory[i];
                memory[i] = 0;
            }
        }

        return new SparseVector(
            vector.Length,
            ImmutableCollectionsMarshal.AsImmutableArray(places),
            ImmutableCollectionsMarshal.AsImmutableArray(values));
    }

    /// <summary>The least absolute value that is sent, and how many of that value are.</summary>
    private static (uint Size, int Count) Least(ReadOnlySpan<float> values, int sent)
    {
        if (sent == 0)
        {
            return (0, 0);
        }

        var sizes = new uint[values.Length];
        for (int i = 0; i < sizes.Length; i++)
        {
            sizes[i] = Size(values[i]);
        }

        Array.Sort(sizes);
        uint least = sizes[^sent];
        int larger = 0;
        while (larger < sent && sizes[^(larger + 1)] > least)
        {
            larger++;
        }

        return (least, sent - larger);
    }

    /// <summary>Bits without their sign are in the order of absolute values.</summary>
    private static uint Size(float value) => BitConverter.SingleToUInt32Bits(value) & int.MaxValue;
}
