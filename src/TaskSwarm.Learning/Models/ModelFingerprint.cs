using System.Runtime.InteropServices;
using TaskSwarm.Kernel.Random;

namespace TaskSwarm.Learning.Models;

/// <summary>One number that stands for all bits of a model's parameters: models that differ anywhere differ in it, but
/// for one chance in 2^64.</summary>
public static class ModelFingerprint
{
    /// <summary>The fingerprint of parameters, in their order.</summary>
    public static long Of(ReadOnlySpan<float> parameters)
    {
        ulong hash = StableHash.Combine(StableHash.Seed, (ulong)parameters.Length);
        ReadOnlySpan<uint> bits = MemoryMarshal.Cast<float, uint>(parameters);
        int i = 0;
        for (; i + 2 <= bits.Length; i += 2)
        {
            hash = StableHash.Combine(hash, bits[i] | ((ulong)bits[i + 1] << 32));
        }

        return (long)(i < bits.Length ? StableHash.Combine(hash, bits[i]) : hash);
    }
}
