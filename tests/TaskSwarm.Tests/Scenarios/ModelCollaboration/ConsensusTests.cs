using Shouldly;
using TaskSwarm.Scenarios.ModelCollaboration.Agents;
using Xunit;

namespace TaskSwarm.Tests.Scenarios.ModelCollaboration;

public sealed class ConsensusTests
{
    [Theory]
    [InlineData("two-models", 0.8)]
    [InlineData("ring-of-models", 0.8535533905932737)]
    public void Disagreement_shrinks_by_the_factor_of_the_laplacian(string scenario, double factor)
    {
        SomeFederation run = SomeFederation.RunShipped(scenario);

        run.Metric("consensus.factor.theory").ShouldBe(factor, 1e-9);
        run.Metric("consensus.factor").ShouldBe(factor, 0.02 * factor);
        run.Metric("consensus.factor.error.percent").ShouldBeLessThan(2);
    }

    [Fact]
    public void The_mean_of_all_models_stays_where_it_was()
    {
        SomeFederation run = SomeFederation.RunShipped("ring-of-models");

        double[] means =
        [
            .. run.Of<ModelMoved>().GroupBy(m => m.Step).OrderBy(s => s.Key).Select(s => s.Average(m => m.First)),
        ];
        means.Length.ShouldBe(101);
        means.ShouldAllBe(m => Math.Abs(m - means[0]) < 1e-4);
    }

    [Fact]
    public void Two_models_that_agree_know_more_than_each_of_them()
    {
        SomeFederation run = SomeFederation.RunShipped("two-models");

        run.Metric("model.accuracy.mean").ShouldBeGreaterThan(run.Metric("model.accuracy.alone.mean"));
        run.Of<ModelMoved>().Where(m => m.Step == 60).Select(m => m.First).Distinct().Count()
            .ShouldBeLessThanOrEqualTo(2);
    }

    [Fact]
    public void Lost_messages_and_a_crashed_member_do_not_keep_the_others_from_agreeing()
    {
        SomeFederation run = SomeFederation.RunShipped(
            "ring-of-models", "network.loss=10%",
            "faults=[{ at: 30s, crash: model-3, repair: 10s }]");

        run.Of<ModelMoved>().Where(m => m.Step == 100).Count().ShouldBe(8);
        double[] last = [.. run.Of<ModelMoved>().Where(m => m.Step == 100).Select(m => m.First)];
        double[] first = [.. run.Of<ModelMoved>().Where(m => m.Step == 0).Select(m => m.First)];
        (last.Max() - last.Min()).ShouldBeLessThan(0.1 * (first.Max() - first.Min()));
    }
}
