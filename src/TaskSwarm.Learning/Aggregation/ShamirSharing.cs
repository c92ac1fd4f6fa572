using TaskSwarm.Kernel.Random;

namespace TaskSwarm.Learning.Aggregation;

/// <summary>Shares of a secret of which some number restores it and fewer say nothing (Shamir 1979, How to Share a
/// Secret).</summary>
public static class ShamirSharing
{
    private const int LimbBits = 60;
    private const ulong Limb = (1UL << LimbBits) - 1;

    /// <summary>Splits a seed.</summary>
    /// <param name="secret">The seed.</param>
    /// <param name="points">Where to evaluate, one point for each share; above zero, each only once.</param>
    /// <param name="threshold">How many shares restore it, from 1 to the number of points.</param>
    /// <param name="random">Draws 3 (threshold - 1) coefficients.</param>
    /// <returns>The shares in the order of the points.</returns>
    /// <exception cref="ArgumentException">A point is not above zero or comes twice.</exception>
    public static IReadOnlyList<SeedShare> Split(
        MaskSeed secret, IReadOnlyList<int> points, int threshold, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(points);
        ArgumentNullException.ThrowIfNull(random);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(threshold);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(threshold, points.Count);
        CheckPoints(points);
        ulong[] low = Polynomial(secret.Low & Limb, threshold, random);
        ulong[] middle = Polynomial(
            ((secret.Low >> LimbBits) | (secret.High << (64 - LimbBits))) & Limb, threshold, random);
        ulong[] high = Polynomial(secret.High >> ((2 * LimbBits) - 64), threshold, random);
        return
        [
            .. points.Select(p => new SeedShare(p, Evaluate(low, p), Evaluate(middle, p), Evaluate(high, p))),
        ];
    }

    /// <summary>Restores a seed by Lagrange's interpolation at zero.</summary>
    /// <param name="shares">Shares of one seed; only as many as the threshold are used, the first ones.</param>
    /// <param name="threshold">How many it takes, above zero.</param>
    /// <exception cref="ArgumentException">There are fewer than that, or a point is not above zero or comes twice.
    /// </exception>
    /// <exception cref="InvalidOperationException">They are not shares of one seed, as far as it can be seen.
    /// </exception>
    public static MaskSeed Join(IReadOnlyList<SeedShare> shares, int threshold)
    {
        ArgumentNullException.ThrowIfNull(shares);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(threshold);
        if (shares.Count < threshold)
        {
            throw new ArgumentException(
                $"{shares.Count} shares restore nothing: it takes {threshold}.", nameof(shares));
        }

        SeedShare[] used = [.. shares.Take(threshold)];
        int[] points = Array.ConvertAll(used, s => s.Point);
        CheckPoints(points);
        (ulong low, ulong middle, ulong high) = (0, 0, 0);
        for (int i = 0; i < used.Length; i++)
        {
            ulong weight = WeightAtZero(points, i);
            low = PrimeField.Add(low, PrimeField.Multiply(weight, used[i].Low));
            middle = PrimeField.Add(middle, PrimeField.Multiply(weight, used[i].Middle));
            high = PrimeField.Add(high, PrimeField.Multiply(weight, used[i].High));
        }

        if (low > Limb || middle > Limb || high > byte.MaxValue)
        {
            throw new InvalidOperationException("The shares are not of one seed.");
        }

        return new MaskSeed(
            low | (middle << LimbBits), (middle >> (64 - LimbBits)) | (high << ((2 * LimbBits) - 64)));
    }

    private static void CheckPoints(IReadOnlyList<int> points)
    {
        if (points.Any(p => p <= 0) || points.Distinct().Count() != points.Count)
        {
            throw new ArgumentException("Points are above zero and each comes once.", nameof(points));
        }
    }

    private static ulong[] Polynomial(ulong secret, int threshold, RandomStream random)
    {
        var coefficients = new ulong[threshold];
        coefficients[0] = secret;
        for (int i = 1; i < threshold; i++)
        {
            coefficients[i] = PrimeField.Draw(random);
        }

        return coefficients;
    }

    private static ulong Evaluate(ulong[] coefficients, int point)
    {
        ulong value = 0;
        for (int i = coefficients.Length - 1; i >= 0; i--)
        {
            value = PrimeField.Add(PrimeField.Multiply(value, (ulong)point), coefficients[i]);
        }

        return value;
    }

    private static ulong WeightAtZero(int[] points, int own)
    {
        ulong above = 1;
        ulong below = 1;
        for (int i = 0; i < points.Length; i++)
        {
            if (i != own)
            {
                above = PrimeField.Multiply(above, (ulong)points[i]);
                below = PrimeField.Multiply(
                    below, PrimeField.Subtract((ulong)points[i], (ulong)points[own]));
            }
        }

        return PrimeField.Multiply(above, PrimeField.Inverse(below));
    }
}
