using TaskSwarm.Kernel.Random;

namespace TaskSwarm.Learning.Aggregation;

/// <summary>
/// Expands seeds to masks, the PRG of Bonawitz et al. 2017: uniform numbers modulo 2^64, of which the lower half of the
/// seed is the key and the upper half the stream.
/// </summary>
/// <remarks>The generator is Philox, which is good for statistics. It is no cipher: whoever is outside the simulation
/// must be expected to break it.</remarks>
public static class MaskStream
{
    /// <summary>Adds the mask of a seed to a vector, modulo 2^64.</summary>
    public static void Add(MaskSeed seed, Span<ulong> vector)
    {
        var random = new RandomStream(seed.Low, seed.High);
        foreach (ref ulong number in vector)
        {
            number = unchecked(number + random.NextUInt64());
        }
    }

    /// <summary>Takes the mask of a seed from a vector, modulo 2^64.</summary>
    public static void Subtract(MaskSeed seed, Span<ulong> vector)
    {
        var random = new RandomStream(seed.Low, seed.High);
        foreach (ref ulong number in vector)
        {
            number = unchecked(number - random.NextUInt64());
        }
    }
}
