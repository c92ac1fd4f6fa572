using Shouldly;
using TaskSwarm.Kernel.Faults;
using TaskSwarm.Scenarios.ModelCollaboration.Agents;
using TaskSwarm.Scenarios.ModelCollaboration.Fusion;
using Xunit;

namespace TaskSwarm.Tests.Scenarios.ModelCollaboration;

public sealed class FusionTests
{
    private const string Halves = "[{ name: low, classes: [0, 1, 2, 3, 4] }, { name: high, classes: [5, 6, 7, 8, 9] }]";

    [Theory]
    [InlineData("least-squares")]
    [InlineData("soft-vote")]
    [InlineData("product-of-experts")]
    [InlineData("stacking")]
    public void Two_that_know_half_of_the_digits_each_know_more_together(string rule)
    {
        SomeFederation run = SomeFederation.RunProtocol(
            "fusion", Halves, $"rule: {rule}, rounds: 4, patience: 4, epochs: 3");

        run.Of<OpinionJudged>().ShouldAllBe(o => o.Accuracy < 0.51);
        run.Metric("member.accuracy.best").ShouldBeLessThan(0.51);
        run.Metric("fusion.gain.points").ShouldBeGreaterThan(rule == "product-of-experts" ? 5 : 15);
    }

    [Theory]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public void Opinions_of_the_shipped_ensemble_beat_its_best_member_with_weights_that_are_optimal(int seed)
    {
        SomeFederation run = SomeFederation.RunShipped("fusion", $"seed={seed}");

        run.Metric("fusion.gain.points").ShouldBeGreaterThan(5);
        run.Metric("fusion.kkt.residual").ShouldBeLessThan(1e-6);
        run.Of<OpinionJudged>().Where(o => o.Weight >= 0).GroupBy(o => o.Round)
            .ShouldAllBe(round => round.Sum(o => o.Weight) <= 1 + 1e-9);
    }

    [Fact]
    public void A_liar_gets_no_weight()
    {
        SomeFederation run = SomeFederation.RunProtocol(
            "fusion", "[{ name: honest, count: 3 }, { name: liar, poison: { labels: 1 } }]",
            "rounds: 3, patience: 3, epochs: 3");

        run.Of<OpinionJudged>().Where(o => o.Member.Index == 3).ShouldAllBe(o => o.Weight < 1e-9 && o.Accuracy < 0.1);
    }

    [Fact]
    public void The_next_rule_is_tried_when_one_no_longer_helps()
    {
        SomeFederation run = SomeFederation.RunProtocol(
            "fusion", Halves,
            "rule: soft-vote, otherwise: [least-squares, stacking], rate: 1e-9, patience: 2, rounds: 99");

        run.Of<FusionRuleChanged>().Select(c => (FusionForm)c.Form)
            .ShouldBe([FusionForm.LeastSquares, FusionForm.Stacking]);
        run.Metric("fusion.rounds").ShouldBeLessThan(20);
    }

    [Fact]
    public void Models_of_unlike_shapes_are_fused()
    {
        SomeFederation run = SomeFederation.RunProtocol(
            "fusion", "[{ name: flat, hidden: [] }, { name: deep, hidden: [20, 20] }, { name: wide }]",
            "rounds: 5, epochs: 3, patience: 9");

        run.Of<OpinionsFused>().ShouldAllBe(f => f.Members == 3);
        run.Metric("model.accuracy").ShouldBeGreaterThan(0.8);
    }

    [Fact]
    public void A_lost_member_is_noticed_and_those_who_are_left_go_on()
    {
        SomeFederation run = SomeFederation.RunProtocol(
            "fusion", "[{ name: model, count: 3, speed: 0.01 }]", "rounds: 6, patience: 9, heartbeat: 100ms",
            "faults: [{ at: 3s, crash: model-2, permanent: true }]");

        run.Of<FailureDetected>().Count().ShouldBe(1);
        run.Of<FailureRecovered>().Count().ShouldBe(1);
        run.Of<RoundBegan>().Last().Members.ShouldBe(2);
        run.Of<OpinionsFused>().Last().Members.ShouldBe(2);
    }

    [Fact]
    public void Every_order_is_carried_out_or_dropped()
    {
        SomeFederation run = SomeFederation.RunProtocol(
            "fusion",
            "[{ name: model, count: 8, dropOut: 30%, stragglers: { share: 30%, factor: [5, 9] }, speed: 0.01 }]",
            "rounds: 6, patience: 9, deadline: 10s");

        run.Of<RoundBegan>().Sum(r => r.Members).ShouldBe(
            run.Of<ModelTrained>().Count() + run.Of<MemberDroppedOut>().Count());
        run.Of<OpinionsFused>().Select(f => f.Members).Distinct().Count().ShouldBeGreaterThan(1);
        run.Of<MemberDroppedOut>().ShouldNotBeEmpty();
    }
}
