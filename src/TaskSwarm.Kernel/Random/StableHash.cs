namespace TaskSwarm.Kernel.Random;

/// <summary>Hashes that are the same in every process, on every machine and in every version of .NET.</summary>
public static class StableHash
{
    /// <summary>The start value of <see cref="Combine"/> chains.</summary>
    public const ulong Seed = 0xCBF29CE484222325;

    private const ulong FnvPrime = 0x100000001B3;

    /// <summary>
    /// FNV-1a (64 bits) over the UTF-16 code units, low byte first, then finished by <see cref="Mix"/>.
    /// </summary>
    public static ulong Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        ulong hash = Seed;
        foreach (char c in text)
        {
            hash = (hash ^ (byte)c) * FnvPrime;
            hash = (hash ^ (byte)(c >> 8)) * FnvPrime;
        }

        return Mix(hash);
    }

    /// <summary>The finaliser of SplitMix64 (Steele, Lea, Flood 2014; constants of Stafford's variant 13).</summary>
    public static ulong Mix(ulong x)
    {
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
        return x ^ (x >> 31);
    }

    /// <summary>Folds one more number into a chain; the order of calls matters.</summary>
    public static ulong Combine(ulong hash, ulong value) =>
        Mix((System.Numerics.BitOperations.RotateLeft(hash, 23) * 0x9E3779B97F4A7C15) ^ value);
}
