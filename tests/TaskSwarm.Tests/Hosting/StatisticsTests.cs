using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Shouldly;
using TaskSwarm.Hosting.Comparison;
using Xunit;

namespace TaskSwarm.Tests.Hosting;

public sealed class StatisticsTests
{
    /// <summary>From the tables of Student's t.</summary>
    [Theory]
    [InlineData(0.05, 1, 12.7062047362)]
    [InlineData(0.05, 2, 4.3026527299)]
    [InlineData(0.05, 9, 2.2621571628)]
    [InlineData(0.05, 29, 2.0452296421)]
    [InlineData(0.01, 9, 3.2498355416)]
    [InlineData(0.05, 1000, 1.9623390808)]
    public void Critical_values_are_those_of_the_tables(double probability, int degrees, double expected)
    {
        StudentT.Critical(probability, degrees).ShouldBe(expected, 1e-8);
        StudentT.TwoSided(expected, degrees).ShouldBe(probability, 1e-9);
    }

    [Fact]
    public void A_confidence_interval_is_that_of_the_textbook()
    {
        // Ten values, mean 5.5, deviation sqrt(55 / 6), half-width 2.2622 * 3.0277 / sqrt(10).
        Estimate estimate = Estimate.Of([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);

        estimate.Mean.ShouldBe(5.5);
        estimate.Deviation.ShouldBe(3.0276503541, 1e-9);
        estimate.HalfWidth.ShouldBe(2.1658506, 1e-6);
        Estimate.Of([3]).HalfWidth.ShouldBe(double.NaN);
        Estimate.Of([]).Mean.ShouldBe(double.NaN);
        Estimate.Of([0.1, 0.1, 0.1]).ShouldBe(new Estimate(3, 0.1, 0, 0));
    }

    /// <summary>Subsets of the ranks 1 to 10 with a sum of at most 8: 25 of 1024; 5% is the value 8 of the tables.
    /// </summary>
    [Theory]
    [InlineData(2.0 / 64, 1, 2, 3, 4, 5, 6)]
    [InlineData(2.0 / 1024, -1, -2, -3, -4, -5, -6, -7, -8, -9, -10)]
    [InlineData(50.0 / 1024, 1, 2, 3, 4, 5, 6, 7, -8, 9, 10)]
    [InlineData(1.0, 0, 0, 0)]
    [InlineData(2.0 / 8, 1, 0, 1, 1)]
    [InlineData(1.0, 1, 1, -1)]
    public void Signed_ranks_are_counted_out(double expected, params int[] differences) =>
        SignedRank.TwoSided([.. differences.Select(d => (double)d)]).ShouldBe(expected, 1e-12);

    [Property(MaxTest = 60)]
    public Property Signed_ranks_are_those_of_trying_every_sign() => Prop.ForAll(
        Gen.Choose(-4, 4).ListOf().Where(l => l.Count is > 0 and <= 10).ToArbitrary(),
        list =>
        {
            double[] differences = [.. list.Select(v => (double)v)];
            SignedRank.TwoSided(differences).ShouldBe(BruteForce(differences), 1e-12);
        });

    [Fact]
    public void Many_signed_ranks_are_near_their_normal_approximation()
    {
        double[] sixty = [.. Enumerable.Range(1, 60).Select(i => i % 3 == 0 ? -(double)i : i)];
        double[] more = [.. sixty, 61];
        double exact = SignedRank.TwoSided(sixty), approximate = SignedRank.TwoSided(more);

        exact.ShouldBeInRange(0.001, 0.05);
        approximate.ShouldBe(exact, 0.015);
    }

    [Fact]
    public void Holm_corrects_from_the_smallest_on() =>
        PairedDifference.Holm([0.01, 0.04, 0.03]).Select(p => Math.Round(p, 12)).ShouldBe([0.03, 0.06, 0.06]);

    [Fact]
    public void A_paired_t_test_is_that_of_the_textbook()
    {
        // Student's sleep data (1908): ten pairs, t = 4.0621, p = 0.002833.
        double[] extra = [1.2, 2.4, 1.3, 1.3, 0, 1.0, 1.8, 0.8, 4.6, 1.4];

        PairedDifference.Student(extra).ShouldBe(0.00283289, 1e-7);
    }

    [Fact]
    public void Only_pairs_count_and_equal_runs_are_no_difference()
    {
        IReadOnlyList<PairedDifference> differences = PairedDifference.Against(
            0, [[1, 2, null, 4], [1, 2, 3, 4 + 1e-15], [2, 3, 4, null]]);

        differences[0].ShouldBe(new PairedDifference(1, 3, 0, 1, 1));
        (differences[1].Pairs, differences[1].Mean).ShouldBe((2, 1));
        differences[1].StudentP.ShouldBe(0);
        differences[1].IsClear.ShouldBeFalse("two pairs say nothing by their ranks");
    }

    [Theory]
    [InlineData("tasks.makespan.seconds", MetricDirection.Lower)]
    [InlineData("tasks.success.rate", MetricDirection.Higher)]
    [InlineData("gap.distance.percent", MetricDirection.Lower)]
    [InlineData("load.utilisation", MetricDirection.Higher)]
    [InlineData("worth.total", MetricDirection.Higher)]
    [InlineData("consensus.lambda2", MetricDirection.Unknown)]
    public void Metrics_have_a_direction_if_it_is_known(string metric, MetricDirection expected) =>
        MetricCatalog.DirectionOf(metric).ShouldBe(expected);

    [Theory]
    [InlineData("1..4", 1, 2, 3, 4)]
    [InlineData("3", 3)]
    [InlineData("1,4,9", 1, 4, 9)]
    [InlineData("7,1..2", 7, 1, 2)]
    public void Lists_of_seeds_are_read(string text, params int[] seeds) =>
        SeedList.Parse(text).ShouldBe(seeds.Select(s => (ulong)s));

    [Theory]
    [InlineData("")]
    [InlineData("4..1")]
    [InlineData("1,1")]
    [InlineData("1...3")]
    [InlineData("-1")]
    [InlineData("1..99999999")]
    [InlineData("one")]
    public void What_is_no_list_of_seeds_is_refused(string text) => SeedList.Parse(text).ShouldBeNull();

    private static double BruteForce(double[] differences)
    {
        double[] values = [.. differences.Where(d => d != 0)];
        double[] ranks = [.. values.Select(v => values.Count(o => Math.Abs(o) < Math.Abs(v))
            + ((values.Count(o => Math.Abs(o) == Math.Abs(v)) + 1) / 2.0))];
        double all = ranks.Sum();
        double up = values.Zip(ranks).Where(p => p.First > 0).Sum(p => p.Second);
        double least = Math.Min(up, all - up);
        int extreme = 0;
        for (int signs = 0; signs < 1 << values.Length; signs++)
        {
            double sum = ranks.Where((_, i) => (signs >> i & 1) == 1).Sum();
            extreme += Math.Min(sum, all - sum) <= least ? 1 : 0;
        }

        return extreme / Math.Pow(2, values.Length);
    }
}
