using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Shouldly;
using TaskSwarm.Kernel.Random;
using TaskSwarm.Learning.Aggregation;
using Xunit;

namespace TaskSwarm.Learning.Tests.Aggregation;

public sealed class FixedPointTests
{
    [Property(MaxTest = 200)]
    public Property A_number_comes_back_to_half_a_step() => Prop.ForAll(
        Gen.Choose(0, int.MaxValue).ToArbitrary(),
        seed =>
        {
            var format = new FixedPoint(20, 1000, 100);
            double value = Updates.Stream((ulong)seed).NextUniform(-1000, 1000);
            format.Decode(format.Encode(value)).ShouldBe(value, 0.5 / (1 << 20));
        });

    [Property(MaxTest = 100)]
    public Property Sums_are_exact_in_every_order() => Prop.ForAll(
        Gen.Choose(0, int.MaxValue).ToArbitrary(), Gen.Choose(1, 100).ToArbitrary(),
        (seed, count) =>
        {
            var format = new FixedPoint(24, 1e6, 100);
            RandomStream random = Updates.Stream((ulong)seed);
            ulong[] numbers =
                [.. Enumerable.Range(0, count).Select(_ => format.Encode(random.NextUniform(-1e6, 1e6)))];
            ulong sum = numbers.Aggregate(0UL, (a, b) => a + b);
            format.Decode(sum).ShouldBe(numbers.Sum(format.Decode));
            random.Shuffle(numbers.AsSpan());
            numbers.Aggregate(0UL, (a, b) => a + b).ShouldBe(sum);
        });

    [Fact]
    public void Negative_numbers_are_complements_and_ties_go_to_the_even_step()
    {
        var format = new FixedPoint(1, 100, 10);

        format.Encode(-1).ShouldBe(ulong.MaxValue - 1);
        format.Encode(0.25).ShouldBe(0UL);
        format.Encode(0.75).ShouldBe(2UL);
        format.Decode(format.Encode(-0.5) + format.Encode(3)).ShouldBe(2.5);
    }

    [Property(MaxTest = 50)]
    public Property Weighted_models_sum_to_the_weighted_average() => Prop.ForAll(
        Gen.Choose(0, int.MaxValue).ToArbitrary(), Gen.Choose(1, 20).ToArbitrary(),
        (seed, count) =>
        {
            ModelUpdate[] updates = Updates.Draw((ulong)seed, count, 40);
            var format = new FixedPoint(30, 10_000, 20);
            var sum = new ulong[41];
            foreach (ModelUpdate update in updates)
            {
                FixedPoint.Add(sum, format.EncodeWeighted(update));
            }

            float[] average = new WeightedAverage().Aggregate(updates);
            float[] decoded = format.DecodeAverage(sum);
            for (int i = 0; i < average.Length; i++)
            {
                decoded[i].ShouldBe(average[i], 1e-6f);
            }
        });

    [Fact]
    public void What_leaves_the_range_is_refused()
    {
        var format = new FixedPoint(32, 1000, 1000);

        Should.Throw<ArgumentException>(() => format.Encode(1000.1));
        Should.Throw<ArgumentException>(() => format.Encode(double.NaN));
        Should.Throw<ArgumentException>(() => format.EncodeWeighted(new ModelUpdate([2], 600)));
        Should.Throw<ArgumentException>(() => new FixedPoint(52, 1e6, 100)).Message.ShouldContain("leave 64 bits");
        Should.Throw<ArgumentException>(() => new FixedPoint(53, 1, 1));
        Should.Throw<ArgumentException>(() => new FixedPoint(8, -1, 1));
        Should.Throw<ArgumentException>(() => format.DecodeAverage([5, 0]));
        Should.Throw<ArgumentException>(() => FixedPoint.Add(new ulong[2], [1]));
    }
}
