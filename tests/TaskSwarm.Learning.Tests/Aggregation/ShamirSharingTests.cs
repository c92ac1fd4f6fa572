using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Shouldly;
using TaskSwarm.Kernel.Random;
using TaskSwarm.Learning.Aggregation;
using Xunit;

namespace TaskSwarm.Learning.Tests.Aggregation;

public sealed class ShamirSharingTests
{
    [Property(MaxTest = 200)]
    public Property Any_shares_as_many_as_the_threshold_restore_the_seed() => Prop.ForAll(
        Gen.Choose(0, int.MaxValue).ToArbitrary(), Gen.Choose(1, 12).ToArbitrary(),
        (seed, count) =>
        {
            RandomStream random = Updates.Stream((ulong)seed);
            int threshold = 1 + random.NextInt(count);
            MaskSeed secret = MaskSeed.Draw(random);
            int[] points = [.. Enumerable.Range(0, count).Select(i => (i * 7) + 1)];
            SeedShare[] shares = [.. ShamirSharing.Split(secret, points, threshold, random)];
            random.Shuffle(shares.AsSpan());

            ShamirSharing.Join(shares[..threshold], threshold).ShouldBe(secret);
            ShamirSharing.Join(shares, threshold).ShouldBe(secret);
            Should.Throw<ArgumentException>(() => ShamirSharing.Join(shares[..(threshold - 1)], threshold));
        });

    [Fact]
    public void Every_bit_of_a_seed_is_shared()
    {
        for (int bit = 0; bit < 128; bit++)
        {
            var secret = new MaskSeed(bit < 64 ? 1UL << bit : 0, bit < 64 ? 0 : 1UL << (bit - 64));
            ShamirSharing.Join(ShamirSharing.Split(secret, [1, 2, 3], 2, Updates.Stream(1)), 2).ShouldBe(secret);
        }

        var full = new MaskSeed(ulong.MaxValue, ulong.MaxValue);
        ShamirSharing.Join(ShamirSharing.Split(full, [4, 9, 2], 3, Updates.Stream(1)), 3).ShouldBe(full);
    }

    /// <summary>Whatever the secret, one share of two is uniform: its mean over many drawings is half the
    /// prime.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(ulong.MaxValue)]
    public void Fewer_shares_say_nothing_of_the_seed(ulong half)
    {
        RandomStream random = Updates.Stream(3);
        const int draws = 4000;
        double mean = Enumerable.Range(0, draws)
            .Select(_ => ShamirSharing.Split(new MaskSeed(half, half), [1, 2], 2, random)[0])
            .Average(s => ((double)s.Low + s.Middle + s.High) / 3 / PrimeField.Order);

        mean.ShouldBe(0.5, 5 / Math.Sqrt(12.0 * 3 * draws));
    }

    [Fact]
    public void Shares_of_different_seeds_are_mostly_found_out()
    {
        RandomStream random = Updates.Stream(4);
        SeedShare one = ShamirSharing.Split(new MaskSeed(1, 1), [1, 2], 2, random)[0];
        SeedShare other = ShamirSharing.Split(new MaskSeed(2, 2), [1, 2], 2, random)[1];

        Should.Throw<InvalidOperationException>(() => ShamirSharing.Join([one, other], 2));
        Should.Throw<ArgumentException>(() => ShamirSharing.Join([one, one], 2));
        Should.Throw<ArgumentException>(() => ShamirSharing.Split(new MaskSeed(1, 1), [0, 1], 2, random));
        Should.Throw<ArgumentException>(() => ShamirSharing.Split(new MaskSeed(1, 1), [1, 2], 3, random));
    }

    [Property(MaxTest = 300)]
    public Property The_field_calculates_modulo_its_prime() => Prop.ForAll(
        Gen.Choose(0, int.MaxValue).ToArbitrary(),
        seed =>
        {
            RandomStream random = Updates.Stream((ulong)seed);
            ulong x = seed % 10 == 0 ? PrimeField.Order - 1 : PrimeField.Draw(random);
            ulong y = seed % 15 == 0 ? PrimeField.Order - 1 : PrimeField.Draw(random);
            BigInteger prime = PrimeField.Order;
            ((BigInteger)PrimeField.Multiply(x, y)).ShouldBe((BigInteger)x * y % prime);
            ((BigInteger)PrimeField.Add(x, y)).ShouldBe(((BigInteger)x + y) % prime);
            ((BigInteger)PrimeField.Subtract(x, y)).ShouldBe(((BigInteger)x + prime - y) % prime);
            ((BigInteger)PrimeField.Power(x, y)).ShouldBe(BigInteger.ModPow(x, y, prime));
            PrimeField.Multiply(x, PrimeField.Inverse(x)).ShouldBe(1UL);
        });

    /// <summary>The order of the group is 2 x 3^2 x 5^2 x 7 x 11 x 13 x 31 x 41 x 61 x 151 x 331 x 1321.</summary>
    [Fact]
    public void The_generator_is_a_primitive_root()
    {
        ulong[] factors = [2, 3, 5, 7, 11, 13, 31, 41, 61, 151, 331, 1321];
        factors.Aggregate(1UL, (product, f) => product * f).ShouldBe((PrimeField.Order - 1) / 15);
        factors.ShouldAllBe(f => PrimeField.Power(KeyAgreement.Generator, (PrimeField.Order - 1) / f) != 1);
    }
}
