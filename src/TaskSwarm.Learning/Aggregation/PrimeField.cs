using TaskSwarm.Kernel.Random;

namespace TaskSwarm.Learning.Aggregation;

/// <summary>Whole numbers modulo the Mersenne prime 2^61 - 1. Arguments are below it.</summary>
internal static class PrimeField
{
    /// <summary>The prime.</summary>
    public const ulong Order = (1UL << 61) - 1;

    public static ulong Add(ulong x, ulong y) => x + y >= Order ? x + y - Order : x + y;

    public static ulong Subtract(ulong x, ulong y) => x >= y ? x - y : x + Order - y;

    /// <summary>2^61 is 1, so the upper part of the product is added to the lower.</summary>
    public static ulong Multiply(ulong x, ulong y)
    {
        ulong high = Math.BigMul(x, y, out ulong low);
        return Add(low & Order, (high << 3) | (low >> 61));
    }

    public static ulong Power(ulong x, ulong exponent)
    {
        ulong result = 1;
        for (; exponent > 0; exponent >>= 1)
        {
            result = (exponent & 1) == 1 ? Multiply(result, x) : result;
            x = Multiply(x, x);
        }

        return result;
    }

    /// <summary>1 / x by Fermat's little theorem; x is not zero.</summary>
    public static ulong Inverse(ulong x) => Power(x, Order - 2);

    /// <summary>A uniform number: one of 61 bits, again if it is the prime itself.</summary>
    public static ulong Draw(RandomStream random)
    {
        ulong drawn;
        do
        {
            drawn = random.NextUInt64() >> 3;
        }
        while (drawn == Order);
        return drawn;
    }
}
