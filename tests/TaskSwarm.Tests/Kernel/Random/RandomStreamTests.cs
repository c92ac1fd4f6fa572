using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Shouldly;
using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Random;
using Xunit;

namespace TaskSwarm.Tests.Kernel.Random;

public sealed class RandomStreamTests
{
    private const int Samples = 200_000;

    // The frozen values were computed by an independent implementation from the description in docs/determinism.md.
    [Fact]
    public void The_first_numbers_of_a_stream_are_frozen()
    {
        RandomStream.StreamId("drone-07", "behaviour").ShouldBe(0x109349235a9f41d6UL);
        var stream = new RandomStream(42, "drone-07", "behaviour");
        stream.NextUInt64().ShouldBe(0x48b703bb8487587dUL);
        stream.NextUInt64().ShouldBe(0xb7bbec94ef3fb314UL);
        stream.NextUInt64().ShouldBe(0x95dcd2b34a0d9bffUL);
        stream.NextUInt64().ShouldBe(0x4871e6e0113dea84UL);
    }

    [Fact]
    public void Stable_hashes_are_frozen()
    {
        StableHash.Of("").ShouldBe(0xf52a15e9a9b5e89bUL);
        StableHash.Of("drone-07").ShouldBe(0x18a283b303c3e56cUL);
        StableHash.Of("Größe").ShouldBe(0x227a25002d465565UL);
        StableHash.Mix(1).ShouldBe(0x5692161d100b05e5UL);
        StableHash.Combine(StableHash.Seed, 1).ShouldBe(0x05d39b09d2318ce3UL);
    }

    [Fact]
    public void Every_kind_of_draw_is_frozen()
    {
        var stream = new RandomStream(1, 2);
        stream.NextDouble().ShouldBe(0.5505031244603771);
        stream.NextInt(1000).ShouldBe(39);
        stream.NextUniform(-5, 5).ShouldBe(3.5554029483292293);
        stream.NextNormal().ShouldBe(-0.4838664592187601, 1e-15);
        stream.NextExponential(3).ShouldBe(2.0472480830816924, 1e-15);
        int[] cards = [.. Enumerable.Range(0, 8)];
        stream.Shuffle<int>(cards);
        cards.ShouldBe([4, 7, 6, 2, 0, 1, 5, 3]);
    }

    [Fact]
    public void The_order_of_a_hash_chain_matters() =>
        StableHash.Combine(StableHash.Combine(StableHash.Seed, 1), 2)
            .ShouldNotBe(StableHash.Combine(StableHash.Combine(StableHash.Seed, 2), 1));

    [Fact]
    public void Streams_of_other_agents_purposes_or_seeds_share_no_number()
    {
        var seen = new HashSet<ulong>();
        RandomStream[] streams =
        [
            new(42, "drone-07", "behaviour"), new(42, "drone-07", "network"), new(42, "drone-08", "behaviour"),
            new(43, "drone-07", "behaviour"), new(42, "behaviour", "drone-07"),
        ];
        foreach (RandomStream stream in streams)
        {
            for (int i = 0; i < 10_000; i++)
            {
                seen.Add(stream.NextUInt64()).ShouldBeTrue();
            }
        }
    }

    [Fact]
    public void Neighbouring_streams_are_uncorrelated()
    {
        RandomStream a = new(1, "a", "x"), b = new(1, "b", "x");
        double sum = 0;
        for (int i = 0; i < Samples; i++)
        {
            sum += (a.NextDouble() - 0.5) * (b.NextDouble() - 0.5);
        }

        // The product has standard deviation 1/12; four standard errors.
        Math.Abs(sum / Samples).ShouldBeLessThan(4.0 / 12 / Math.Sqrt(Samples));
    }

    [Fact]
    public void Drawing_from_one_stream_never_moves_another()
    {
        RandomStream quiet = new(5, "a", "x"), same = new(5, "a", "x"), noisy = new(5, "a", "y");
        for (int i = 0; i < 100; i++)
        {
            noisy.NextNormal();
            quiet.NextUInt64().ShouldBe(same.NextUInt64());
        }
    }

    [Fact]
    public void Uniform_draws_fill_every_bin_alike()
    {
        var stream = new RandomStream(11, "uniform", "test");
        int[] bins = new int[100];
        for (int i = 0; i < Samples; i++)
        {
            bins[(int)(stream.NextDouble() * 100)]++;
        }

        ChiSquare(bins).ShouldBeInRange(56, 149);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(10)]
    [InlineData(97)]
    public void Whole_numbers_are_drawn_without_bias(int sides)
    {
        var stream = new RandomStream(12, (ulong)sides);
        int[] bins = new int[sides];
        for (int i = 0; i < Samples; i++)
        {
            bins[stream.NextInt(sides)]++;
        }

        // Mean sides - 1, standard deviation sqrt(2 (sides - 1)): four of them.
        ChiSquare(bins).ShouldBeLessThan(sides - 1 + (4 * Math.Sqrt(2 * (sides - 1))));
    }

    [Fact]
    public void Normal_numbers_have_mean_0_variance_1_no_skew_and_kurtosis_3()
    {
        var stream = new RandomStream(13, "normal", "test");
        double[] x = [.. Enumerable.Range(0, Samples).Select(_ => stream.NextNormal())];
        x.Average().ShouldBe(0, 0.01);
        x.Average(v => v * v).ShouldBe(1, 0.015);
        x.Average(v => v * v * v).ShouldBe(0, 0.03);
        x.Average(v => v * v * v * v).ShouldBe(3, 0.1);
        x.Count(v => Math.Abs(v) < 1.959964).ShouldBeInRange((int)(Samples * 0.948), (int)(Samples * 0.952));
    }

    [Fact]
    public void Exponential_numbers_have_their_mean_and_its_square_as_variance()
    {
        var stream = new RandomStream(14, "exponential", "test");
        double[] x = [.. Enumerable.Range(0, Samples).Select(_ => stream.NextExponential(4))];
        x.Min().ShouldBeGreaterThanOrEqualTo(0);
        x.Average().ShouldBe(4, 0.05);
        x.Average(v => (v - 4) * (v - 4)).ShouldBe(16, 0.5);
    }

    [Fact]
    public void Every_order_of_a_shuffle_is_as_likely()
    {
        var stream = new RandomStream(15, "shuffle", "test");
        var orders = new SortedDictionary<string, int>(StringComparer.Ordinal);
        for (int i = 0; i < 24_000; i++)
        {
            char[] cards = ['a', 'b', 'c', 'd'];
            stream.Shuffle<char>(cards);
            string order = new(cards);
            orders[order] = orders.GetValueOrDefault(order) + 1;
        }

        orders.Count.ShouldBe(24);
        ChiSquare([.. orders.Values]).ShouldBeLessThan(23 + (4 * Math.Sqrt(46)));
    }

    [Fact]
    public void A_bound_that_is_not_positive_is_refused()
    {
        var stream = new RandomStream(1, 1);
        Should.Throw<ArgumentOutOfRangeException>(() => stream.NextInt(0));
        Should.Throw<ArgumentOutOfRangeException>(() => stream.NextInt(-3));
    }

    [Property]
    public Property A_captured_stream_goes_on_where_it_was() => Prop.ForAll(
        Gen.Choose(0, 50).ToArbitrary(),
        Gen.Choose(0, int.MaxValue).ToArbitrary(),
        (drawn, seed) =>
        {
            var stream = new RandomStream((ulong)seed, "a", "p");
            for (int i = 0; i < drawn; i++)
            {
                stream.NextUInt64();
            }

            var writer = new StateWriter();
            stream.Capture(writer);
            var again = new RandomStream((ulong)seed, "a", "p");
            again.Restore(new StateReader(writer.ToArray()));
            again.Position.ShouldBe((ulong)drawn);
            for (int i = 0; i < 5; i++)
            {
                again.NextUInt64().ShouldBe(stream.NextUInt64());
            }
        });

    private static double ChiSquare(int[] bins)
    {
        double expected = bins.Sum() / (double)bins.Length;
        return bins.Sum(b => (b - expected) * (b - expected) / expected);
    }
}
