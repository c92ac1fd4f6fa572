using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Shouldly;
using TaskSwarm.Learning.Aggregation;
using Xunit;

namespace TaskSwarm.Learning.Tests.Aggregation;

public sealed class RobustRuleTests
{
    [Fact]
    public void The_average_counts_models_by_their_examples() => new WeightedAverage()
        .Aggregate([new([1, 10], 1), new([2, 20], 3), new([float.MaxValue, 0], 0)]).ShouldBe([1.75f, 17.5f]);

    [Property(MaxTest = 100)]
    public Property Equal_models_give_the_same_model_by_every_rule() => Prop.ForAll(
        Gen.Choose(0, int.MaxValue).ToArbitrary(), Gen.Choose(5, 20).ToArbitrary(),
        (seed, count) =>
        {
            ModelUpdate[] drawn = Updates.Draw((ulong)seed, count, 70);
            ModelUpdate[] same = [.. drawn.Select(u => new ModelUpdate(drawn[0].Parameters, u.Examples))];
            foreach (IAggregationRule rule in Rules())
            {
                rule.Aggregate(same).ShouldBe(drawn[0].Parameters, rule.GetType().Name);
            }
        });

    [Property(MaxTest = 100)]
    public Property Every_rule_stays_between_the_lowest_and_the_highest() => Prop.ForAll(
        Gen.Choose(0, int.MaxValue).ToArbitrary(), Gen.Choose(5, 20).ToArbitrary(),
        (seed, count) =>
        {
            ModelUpdate[] updates = Updates.Draw((ulong)seed, count, 70);
            foreach (IAggregationRule rule in Rules())
            {
                float[] aggregate = rule.Aggregate(updates);
                for (int i = 0; i < aggregate.Length; i++)
                {
                    aggregate[i].ShouldBeInRange(
                        updates.Min(u => u.Parameters[i]), updates.Max(u => u.Parameters[i]));
                }
            }
        });

    [Property(MaxTest = 100)]
    public Property Medians_and_trimmed_means_are_those_of_sorted_numbers() => Prop.ForAll(
        Gen.Choose(0, int.MaxValue).ToArbitrary(), Gen.Choose(1, 40).ToArbitrary(),
        (seed, count) =>
        {
            ModelUpdate[] updates = Updates.Draw((ulong)seed, count, 130);
            float[] median = new CoordinateMedian().Aggregate(updates);
            float[] trimmed = new TrimmedMean(0.2).Aggregate(updates);
            for (int i = 0; i < median.Length; i++)
            {
                double[] sorted = [.. updates.Select(u => (double)u.Parameters[i]).Order()];
                int cut = count / 5;
                median[i].ShouldBe((float)((sorted[(count - 1) / 2] + sorted[count / 2]) / 2));
                trimmed[i].ShouldBe((float)(sorted[cut..(count - cut)].Sum() / (count - (2 * cut))));
            }
        });

    /// <summary>A network that sorts all zeros and ones sorts everything (Knuth volume 3, 5.3.4, theorem Z).</summary>
    [Fact]
    public void The_network_sorts_every_list_of_zeros_and_ones()
    {
        for (int count = 1; count <= 12; count++)
        {
            for (int list = 0; list < 1 << count; list++)
            {
                int sorted = list;
                foreach ((int low, int high) in CoordinateSort.Network(count))
                {
                    // Exchanged if there is a one below a zero.
                    int both = (1 << low) | (1 << high);
                    sorted = (sorted & both) == 1 << low ? sorted ^ both : sorted;
                }

                int ones = System.Numerics.BitOperations.PopCount((uint)list);
                sorted.ShouldBe(((1 << ones) - 1) << (count - ones), $"{list:b} of {count}");
            }
        }
    }

    /// <summary>Four liars of eleven send what they like, also what is no number.</summary>
    [Theory]
    [InlineData(1e30f)]
    [InlineData(-1e30f)]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    public void Liars_do_not_get_beyond_what_the_honest_say(float lie)
    {
        ModelUpdate[] updates = Updates.Draw(5, 11, 200);
        int[] liars = [1, 4, 6, 9];
        ModelUpdate[] attacked =
        [
            .. updates.Select((u, i) => liars.Contains(i)
                ? new ModelUpdate([.. u.Parameters.Select(_ => lie)], int.MaxValue) : u),
        ];
        ModelUpdate[] honest = [.. updates.Where((_, i) => !liars.Contains(i))];

        foreach (IAggregationRule rule in (IAggregationRule[])
            [new CoordinateMedian(), new TrimmedMean(0.4), new Krum(4), new Krum(4, kept: 7)])
        {
            float[] aggregate = rule.Aggregate(attacked);
            for (int i = 0; i < aggregate.Length; i++)
            {
                aggregate[i].ShouldBeInRange(
                    honest.Min(u => u.Parameters[i]), honest.Max(u => u.Parameters[i]), rule.GetType().Name);
            }
        }

        Math.Abs(new WeightedAverage().Aggregate(attacked)[0]).ShouldNotBeInRange(0, 100);
        new Krum(4, kept: 7).Choose(attacked).ShouldBe([0, 2, 3, 5, 7, 8, 10]);
    }

    [Fact]
    public void Krum_takes_the_one_nearest_to_its_neighbours_and_of_equal_ones_the_earlier()
    {
        ModelUpdate[] line = [.. new float[] { 0, 10, 11, 12, 13 }.Select(x => new ModelUpdate([x], 1))];

        // With one liar of five the two nearest count: 11 has 1 + 1, and so has 12.
        new Krum(1).Choose(line).ShouldBe([2]);
        new Krum(1).Aggregate(line).ShouldBe([11]);
        new Krum(1, kept: 2).Aggregate(line).ShouldBe([11.5f]);
        new Krum(1, kept: 4).Choose(line).ShouldBe([1, 2, 3, 4]);
    }

    [Property(MaxTest = 12)]
    public Property Krum_scores_by_plain_distances() => Prop.ForAll(
        Gen.Choose(0, int.MaxValue).ToArbitrary(), Gen.Choose(5, 12).ToArbitrary(),
        (seed, count) =>
        {
            ModelUpdate[] updates = Updates.Draw((ulong)seed, count, 2 * 2048 + 13);
            double[] plain = new double[count * count];
            for (int i = 0; i < count * count; i++)
            {
                plain[i] = updates[i / count].Parameters
                    .Zip(updates[i % count].Parameters, (x, y) => Math.Pow((double)x - y, 2)).Sum();
            }

            double[] distances = PairDistances.Squared(updates);
            for (int i = 0; i < plain.Length; i++)
            {
                distances[i].ShouldBe(plain[i], 1e-6 * plain.Max());
            }

            double Score(int i) => Enumerable.Range(0, count).Where(j => j != i)
                .Select(j => distances[(i * count) + j]).Order().Take(count - 3).Sum();
            new Krum(1).Choose(updates).Single().ShouldBe(Enumerable.Range(0, count).MinBy(Score));
        });

    [Theory]
    [InlineData(0.29, 100, 29)]
    [InlineData(0.1, 30, 3)]
    [InlineData(0.25, 7, 1)]
    [InlineData(0.4999999999999, 2, 0)]
    [InlineData(0, 10, 0)]
    public void A_share_is_cut_off_in_whole_models(double share, int count, int cut) =>
        new TrimmedMean(share).CutOff(count).ShouldBe(cut);

    /// <summary>The size of a real round; a time limit would fail on a busy machine, hanging would not be
    /// missed.</summary>
    [Fact]
    public void A_hundred_models_of_200_000_parameters_are_aggregated_by_every_rule()
    {
        ModelUpdate[] few = Updates.Draw(9, 10, 200_000);
        ModelUpdate[] updates =
        [
            .. Enumerable.Range(0, 100).Select(i => new ModelUpdate(
                i < 10 ? few[i].Parameters : [.. few[i % 10].Parameters.Select(x => x + (i / 10))], 1)),
        ];
        float[] median = new CoordinateMedian().Aggregate(updates);
        float[] trimmed = new TrimmedMean(0.1).Aggregate(updates);
        float[] krum = new Krum(10, kept: 20).Aggregate(updates);
        float[] average = new WeightedAverage().Aggregate(updates);

        foreach (float[] aggregate in (float[][])[median, trimmed, krum, average])
        {
            aggregate.Length.ShouldBe(200_000);
            aggregate.Select(x => (double)x).Average().ShouldBe(4.5, 0.6);
        }
    }

    [Fact]
    public void What_cannot_be_aggregated_is_refused()
    {
        ModelUpdate[] four = Updates.Draw(1, 4, 3);
        foreach (IAggregationRule rule in Rules())
        {
            Should.Throw<ArgumentException>(() => rule.Aggregate([]));
            Should.Throw<ArgumentException>(() => rule.Aggregate([.. four, new ModelUpdate([1], 1)]))
                .Message.ShouldContain("Update 4 has 1 parameters and update 0 3");
        }

        Should.Throw<ArgumentException>(() => new Krum(1).Aggregate(four))
            .Message.ShouldContain("4 models are too few to keep 1 where 1 may be false: it takes 5");
        Should.Throw<ArgumentException>(() => new Krum(0, kept: 5).Aggregate(four));
        Should.Throw<ArgumentException>(() => new WeightedAverage().Aggregate([new([1], 0)]));
        Should.Throw<ArgumentException>(() => new WeightedAverage().Aggregate([new([1], 5), new([1], -1)]));
        Should.Throw<ArgumentException>(() => new TrimmedMean(0.5));
        Should.Throw<ArgumentException>(() => new TrimmedMean(double.NaN));
    }

    private static IAggregationRule[] Rules() =>
        [new WeightedAverage(), new CoordinateMedian(), new TrimmedMean(0.2), new Krum(1), new Krum(1, kept: 4)];
}
