using System.Collections.Immutable;
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

    /// <summary>LeBlanc et al. 2013: with at most F liars among the neighbours, leaving out F extremes keeps the honest
    /// within the range of the honest.</summary>
    [Fact]
    public void Who_trims_extremes_is_not_led_astray_by_liars()
    {
        const string members = "[{ name: honest, count: 8 }, { name: liar, count: 2, poison: { noise: 5 } }]";
        const string terms = "graph: complete, step: 0.05, steps: 30, epochs: 3";

        double plain = HonestAccuracy(SomeFederation.RunProtocol("consensus", members, terms));
        double trimmed = HonestAccuracy(SomeFederation.RunProtocol("consensus", members, terms + ", trim: 2"));
        double without = HonestAccuracy(SomeFederation.RunProtocol(
            "consensus", "[{ name: honest, count: 8 }, { name: idle, count: 2 }]", terms));

        plain.ShouldBeLessThan(without - 0.2);
        trimmed.ShouldBeGreaterThan(without - 0.05);

        static double HonestAccuracy(SomeFederation run) => run.Events
            .Where(e => e.Event is ModelJudged { IsFinal: true } && e.Agent.Index < 8)
            .Average(e => ((ModelJudged)e.Event).Accuracy);
    }

    [Fact]
    public void Members_that_leave_steps_out_or_learn_for_longer_still_agree_in_the_end()
    {
        SomeFederation run = SomeFederation.RunProtocol(
            "consensus",
            "[{ name: model, count: 6, dropOut: 20%, speed: 0.01, stragglers: { share: 50%, factor: [20, 40] } }]",
            "graph: ring, step: 0.25, steps: 120, every: 1s");

        run.Of<MemberDroppedOut>().ShouldNotBeEmpty();
        run.Of<ModelMoved>().Count(m => m.Step == 0).ShouldBeLessThan(6, "who straggles joins in later");
        run.Of<ModelJudged>().Count(j => !j.IsFinal).ShouldBe(6);
        double[] last = [.. run.Of<ModelMoved>().Where(m => m.Step == 120).Select(m => m.First)];
        double[] early = [.. run.Of<ModelMoved>().Where(m => m.Step is > 0 and < 60).Select(m => m.First)];
        last.Length.ShouldBe(6);
        (last.Max() - last.Min()).ShouldBeLessThan(0.1 * (early.Max() - early.Min()));
    }

    [Fact]
    public void A_trimmed_step_leaves_out_the_most_extreme_of_each_number()
    {
        ImmutableArray<float>[] others = [[1, -1], [2, -2], [100, -100], [-1, 0]];

        TrimmedStep.Of([0, 0], others, 0.5, 1).ShouldBe([(1 + 2) * 0.5f, (-1 - 2) * 0.5f]);
        TrimmedStep.Of([0, 0], others, 1, 0).ShouldBe([102, -103]);
        TrimmedStep.Of([0, 0], others, 1, 9).ShouldBe([0, 0]);
    }

    /// <summary>The middle of a path is the only way between its ends.</summary>
    [Theory]
    [InlineData(0, 0.2, 2)]
    [InlineData(3, 0, 0.05)]
    public void The_loss_of_a_member_cuts_others_apart_unless_its_neighbours_take_its_place(
        int heal, double least, double most)
    {
        SomeFederation run = SomeFederation.RunProtocol(
            "consensus", "[{ name: model, count: 5 }]", $"graph: path, step: 0.3, steps: 80, heal: {heal}",
            "faults: [{ at: 3500ms, crash: model-3, permanent: true }]", "by-class");

        double[] first = [.. run.Of<ModelMoved>().Where(m => m.Step == 1).Select(m => m.First)];
        double[] last = [.. run.Of<ModelMoved>().Where(m => m.Step == 80).Select(m => m.First)];
        last.Length.ShouldBe(4);
        ((last.Max() - last.Min()) / (first.Max() - first.Min())).ShouldBeInRange(least, most);
        run.Metric("failures.detected").ShouldBe(heal > 0 ? 1 : 0);
        run.Metric("consensus.links.changed").ShouldBe(heal > 0 ? 2 : 0);
    }

    [Fact]
    public void A_member_that_is_back_gets_its_place_back()
    {
        SomeFederation run = SomeFederation.RunProtocol(
            "consensus", "[{ name: model, count: 5 }]", "graph: ring, step: 0.3, steps: 60, heal: 4",
            "faults: [{ at: 5s, crash: model-3, repair: 10s }]");

        run.Of<LinksChanged>().Count().ShouldBe(4, "two neighbours lose it and find it again");
        run.Of<ModelMoved>().Where(m => m.Step == 60).ShouldAllBe(m => m.Heard == 2);
    }
}
