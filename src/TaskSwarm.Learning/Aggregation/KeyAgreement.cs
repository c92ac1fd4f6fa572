using TaskSwarm.Kernel.Random;

namespace TaskSwarm.Learning.Aggregation;

/// <summary>
/// Simulated key agreement: two clients come to one seed that the messages between them do not name (Diffie and Hellman
/// 1976), in the multiplicative group modulo 2^61 - 1.
/// </summary>
/// <remarks>This is no cryptography. The group is far too small and secrets are drawn from the run's own stream of
/// random numbers; it only makes agents know and send what those of the real protocol know and send.</remarks>
public static class KeyAgreement
{
    /// <summary>The least primitive root: its powers are all numbers but zero.</summary>
    internal const ulong Generator = 37;

    /// <summary>Draws a secret key, from 1 to 2^61 - 2.</summary>
    public static ulong DrawSecret(RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(random);
        ulong drawn;
        do
        {
            drawn = PrimeField.Draw(random);
        }
        while (drawn == 0);
        return drawn;
    }

    /// <summary>The public key of a secret one.</summary>
    /// <param name="secret">From 1 to 2^61 - 2.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is outside.</exception>
    public static ulong PublicKey(ulong secret) => PrimeField.Power(Generator, Checked(secret, nameof(secret)));

    /// <summary>The seed that two clients share: the same for the first one's secret and the second one's public key as
    /// for the second one's secret and the first one's public key.</summary>
    /// <param name="secret">The secret key of one.</param>
    /// <param name="publicKey">The public key of the other.</param>
    /// <exception cref="ArgumentOutOfRangeException">A key is outside 1 to 2^61 - 2.</exception>
    public static MaskSeed PairSeed(ulong secret, ulong publicKey)
    {
        ulong shared = PrimeField.Power(
            Checked(publicKey, nameof(publicKey)), Checked(secret, nameof(secret)));
        ulong low = StableHash.Combine(StableHash.Seed, shared);
        return new MaskSeed(low, StableHash.Combine(low, shared));
    }

    private static ulong Checked(ulong key, string name)
    {
        ArgumentOutOfRangeException.ThrowIfZero(key, name);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(key, PrimeField.Order, name);
        return key;
    }
}
