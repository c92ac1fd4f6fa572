using Shouldly;
using TaskSwarm.Learning.Fusion;
using Xunit;

namespace TaskSwarm.Learning.Tests.Fusion;

public sealed class ConfusionTableTests
{
    private static readonly float[] Outputs = [0.9f, 0.1f, 0.8f, 0.2f, 0.3f, 0.7f, 0.6f, 0.4f];

    [Fact]
    public void Rates_are_counts_by_right_class()
    {
        var table = ConfusionTable.Of(Outputs, [0, 0, 1, 1], 2, smoothing: 1e-9);

        table.Rates.ToArray().Select(r => Math.Round(r, 6)).ShouldBe([1, 0, 0.5, 0.5]);
    }

    [Fact]
    public void Rows_sum_to_one_and_nothing_is_impossible()
    {
        var table = ConfusionTable.Of(Outputs, [0, 0, 1, 1], 2);

        for (int right = 0; right < 2; right++)
        {
            table.Rates.Slice(2 * right, 2).ToArray().Sum().ShouldBe(1, 1e-6);
        }

        table.Rates.ToArray().ShouldAllBe(r => r > 0);
    }

    [Fact]
    public void A_sure_answer_has_the_likelihood_of_its_column_and_an_unsure_one_a_mean_of_columns()
    {
        var table = ConfusionTable.Of(Outputs, [0, 0, 1, 1], 2, smoothing: 1e-9);

        table.LikelihoodOf([1, 0]).Select(l => Math.Round(l, 6)).ShouldBe([1, 0.5]);
        table.LikelihoodOf([0.5f, 0.5f]).Select(l => Math.Round(l, 6)).ShouldBe([0.5, 0.5]);
    }

    [Fact]
    public void Expected_accuracy_weighs_the_rates_of_being_right()
    {
        var table = ConfusionTable.Of(Outputs, [0, 0, 1, 1], 2, smoothing: 1e-9);

        table.ExpectedAccuracy([1, 0]).ShouldBe(1, 1e-6);
        table.ExpectedAccuracy([0.5f, 0.5f]).ShouldBe(0.75, 1e-6);
    }

    [Fact]
    public void A_table_is_made_again_of_its_rates()
    {
        var table = ConfusionTable.Of(Outputs, [0, 0, 1, 1], 2);

        ConfusionTable.From(table.Rates).Rates.ToArray().ShouldBe(table.Rates.ToArray());
        Should.Throw<ArgumentException>(() => ConfusionTable.From([1, 0, 1]));
    }
}
