using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Shouldly;
using TaskSwarm.Kernel.Random;
using TaskSwarm.Learning.Aggregation;
using Xunit;

namespace TaskSwarm.Learning.Tests.Aggregation;

public sealed class CompressionTests
{
    [Property(MaxTest = 200)]
    public Property Quantised_numbers_stay_within_a_level_and_take_the_bytes_they_say() => Prop.ForAll(
        Gen.Choose(0, int.MaxValue).ToArbitrary(), Gen.Choose(2, 16).ToArbitrary(), Gen.Choose(0, 70).ToArbitrary(),
        (seed, bits, length) =>
        {
            float[] vector = Vector((ulong)seed, length);
            var quantisation = new Quantisation(bits);
            RandomStream random = Updates.Stream((ulong)seed);
            QuantisedVector sent = quantisation.Compress(vector, random);
            float[] received = sent.Decompress();
            sent.SizeBytes.ShouldBe(4 + (((length * bits) + 7) / 8));
            random.Position.ShouldBe((ulong)length);
            received.Length.ShouldBe(length);
            for (int i = 0; i < length; i++)
            {
                received[i].ShouldBe(vector[i], sent.Scale * 1.000001f / quantisation.Levels);
                Math.Abs(received[i]).ShouldBeLessThanOrEqualTo(sent.Scale);
            }
        });

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(8)]
    public void Quantised_numbers_are_right_in_the_mean(int bits)
    {
        float[] vector = Vector(3, 20);
        var quantisation = new Quantisation(bits);
        RandomStream random = Updates.Stream(8);
        const int times = 4000;
        var sum = new double[vector.Length];
        double scale = 0;
        for (int t = 0; t < times; t++)
        {
            QuantisedVector sent = quantisation.Compress(vector, random);
            float[] received = sent.Decompress();
            scale = sent.Scale;
            for (int i = 0; i < sum.Length; i++)
            {
                sum[i] += received[i];
            }
        }

        for (int i = 0; i < sum.Length; i++)
        {
            // Half a level is the largest standard deviation.
            (sum[i] / times).ShouldBe(vector[i], (5 * 0.5 * scale / quantisation.Levels / Math.Sqrt(times)) + 1e-6);
        }
    }

    [Fact]
    public void Levels_themselves_come_back_exactly()
    {
        float[] vector = [-7, -3, 0, 1, 5, 7];
        new Quantisation(4).Compress(vector, Updates.Stream(1)).Decompress().ShouldBe(vector);
        new Quantisation(4).Compress(new float[3], Updates.Stream(1)).Decompress().ShouldBe([0, 0, 0]);
        new Quantisation(2).Levels.ShouldBe(1);
        new Quantisation(8).Levels.ShouldBe(127);
    }

    [Fact]
    public void What_was_received_is_checked_before_it_is_decompressed()
    {
        QuantisedVector sent = new Quantisation(5).Compress([1, -2, 3], Updates.Stream(1));
        new QuantisedVector(5, 3, sent.Scale, sent.Words).Decompress().ShouldBe(sent.Decompress());
        Should.Throw<ArgumentException>(() => new QuantisedVector(5, 30, sent.Scale, sent.Words));
        new SparseVector(3, [0, 2], [1, 5]).Decompress().ShouldBe([1, 0, 5]);
        Should.Throw<ArgumentException>(() => new SparseVector(3, [2, 0], [1, 5]));
        Should.Throw<ArgumentException>(() => new SparseVector(3, [0, 3], [1, 5]));
        Should.Throw<ArgumentException>(() => new SparseVector(3, [0], [1, 5]));
    }

    [Property(MaxTest = 200)]
    public Property The_largest_coordinates_are_sent_and_the_rest_is_kept() => Prop.ForAll(
        Gen.Choose(0, int.MaxValue).ToArbitrary(), Gen.Choose(1, 60).ToArbitrary(),
        Gen.Choose(1, 100).ToArbitrary(),
        (seed, length, percent) =>
        {
            float[] vector = Vector((ulong)seed, length);
            var sparsification = new TopSparsification(percent / 100.0);
            var memory = new float[length];
            SparseVector sent = sparsification.Compress(vector, memory);
            int expected = Math.Max(1, ((percent * length) + 99) / 100);
            sent.Places.ShouldBe(Enumerable.Range(0, length).OrderByDescending(i => Math.Abs(vector[i])).ThenBy(i => i)
                .Take(expected).Order());
            sent.SizeBytes.ShouldBe(8 * expected);
            float[] received = sent.Decompress();
            for (int i = 0; i < length; i++)
            {
                (received[i] + memory[i]).ShouldBe(vector[i]);
                (received[i] * memory[i]).ShouldBe(0);
            }

            // Stich et al. 2018, definition 2.1: a contraction by 1 - k / d.
            memory.Sum(x => (double)x * x).ShouldBeLessThanOrEqualTo(
                ((1 - ((double)expected / length)) * vector.Sum(x => (double)x * x)) + 1e-9);
        });

    /// <summary>With whole numbers nothing is rounded, so the total is kept exactly.</summary>
    [Property(MaxTest = 100)]
    public Property In_the_long_run_nothing_is_lost() => Prop.ForAll(
        Gen.Choose(0, int.MaxValue).ToArbitrary(),
        seed =>
        {
            RandomStream random = Updates.Stream((ulong)seed);
            var sparsification = new TopSparsification(0.1);
            var memory = new float[40];
            var given = new float[40];
            var received = new float[40];
            for (int round = 0; round < 30; round++)
            {
                float[] vector = [.. Enumerable.Range(0, 40).Select(_ => (float)(random.NextInt(2001) - 1000))];
                float[] sent = sparsification.Compress(vector, memory).Decompress();
                for (int i = 0; i < 40; i++)
                {
                    given[i] += vector[i];
                    received[i] += sent[i];
                }
            }

            for (int i = 0; i < 40; i++)
            {
                (received[i] + memory[i]).ShouldBe(given[i]);
            }
        });

    [Fact]
    public void Of_equal_sizes_the_earlier_are_sent_whatever_their_sign()
    {
        var memory = new float[5];

        SparseVector sent = new TopSparsification(0.4).Compress([-1, 1, 2, -1, 1], memory);

        sent.Places.ShouldBe([0, 2]);
        sent.Values.ShouldBe([-1, 2]);
        memory.ShouldBe([0, 1, 0, -1, 1]);
        sent.Decompress().ShouldBe([-1, 0, 2, 0, 0]);
        new TopSparsification(0.5).Compress([], []).SizeBytes.ShouldBe(0);
        new TopSparsification(0.07).Sent(100).ShouldBe(7);
    }

    [Fact]
    public void What_cannot_be_compressed_is_refused()
    {
        Should.Throw<ArgumentException>(() => new Quantisation(1));
        Should.Throw<ArgumentException>(() => new Quantisation(17));
        Should.Throw<ArgumentException>(() => new Quantisation(4).Compress([1, float.NaN], Updates.Stream(1)));
        Should.Throw<ArgumentException>(
            () => new Quantisation(4).Compress([float.NegativeInfinity], Updates.Stream(1)));
        Should.Throw<ArgumentException>(() => new TopSparsification(0));
        Should.Throw<ArgumentException>(() => new TopSparsification(1.1));
        Should.Throw<ArgumentException>(() => new TopSparsification(1).Compress([1, 2], new float[3]));
    }

    private static float[] Vector(ulong seed, int length)
    {
        RandomStream random = Updates.Stream(seed + 1);
        return [.. Enumerable.Range(0, length).Select(_ => (float)random.NextNormal())];
    }
}
