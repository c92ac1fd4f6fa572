using Shouldly;
using TaskSwarm.Kernel.Faults;
using TaskSwarm.Kernel.Random;
using TaskSwarm.Learning.Data;
using TaskSwarm.Learning.Models;
using TaskSwarm.Scenarios.ModelCollaboration.Agents;
using Xunit;

namespace TaskSwarm.Tests.Scenarios.ModelCollaboration;

public sealed class FederatedAveragingTests
{
    private const string Twenty = "[{ name: client, count: 20 }]";

    /// <summary>McMahan et al. 2017, section 2: FederatedSGD is a step of the pooled gradient.</summary>
    [Fact]
    public void All_members_with_one_pass_over_all_their_images_take_a_step_of_the_pooled_gradient()
    {
        SomeFederation run = SomeFederation.Run(Twenty, "rounds: 3, share: 1, batch: 0, rate: 0.5");

        LabelledImages images = DataSets.Open(DataSets.Subset).Training;
        var shape = new PerceptronShape(784, 16, 10);
        float[] model = Perceptron.Draw(shape, new RandomStream(1, "server", "model"));
        foreach (RoundJudged judged in run.Of<RoundJudged>())
        {
            model = SgdTrainer.Train(
                shape, model, images, [.. Enumerable.Range(0, images.Count)], new SgdSettings(0.5, Batch: 0),
                new RandomStream(1, "anyone", "order")).Parameters;
            judged.Loss.ShouldBe(
                Evaluation.Of(shape, model, DataSets.Open(DataSets.Subset).Testing).Loss, 1e-4,
                $"round {judged.Round}");
        }

        run.Of<RoundJudged>().Count().ShouldBe(3);
    }

    [Theory]
    [InlineData("identical", 0.8)]
    [InlineData("by-class", 0.6)]
    public void Members_learn_together_what_none_of_them_knows(string split, double accuracy)
    {
        SomeFederation run = SomeFederation.Run(Twenty, "rounds: 30, share: 30%, rate: 0.1, epochs: 2", split: split);

        run.Metric("model.accuracy.best").ShouldBeGreaterThan(accuracy);
        run.Metric("learning.trainings").ShouldBe(30 * 6);
    }

    [Fact]
    public void A_collaboration_ends_when_its_model_is_good_enough()
    {
        SomeFederation run = SomeFederation.Run(Twenty, "rounds: 50, share: 50%, target: 70%");

        run.Of<RoundJudged>().Last().Accuracy.ShouldBeGreaterThanOrEqualTo(0.7);
        run.Of<RoundJudged>().SkipLast(1).ShouldAllBe(r => r.Accuracy < 0.7);
        run.Metric("learning.rounds.target").ShouldBeInRange(0.99, run.Metric("learning.rounds"));
    }

    [Fact]
    public void Terms_change_when_accuracy_no_longer_rises_and_in_the_end_it_is_over()
    {
        SomeFederation run = SomeFederation.Run(
            Twenty, "rounds: 500, share: 10%, rate: 1e-6, adjust: { after: 2, rate: 0.5, share: 2, atMost: 2 }");

        TermsAdjusted[] adjusted = [.. run.Of<TermsAdjusted>()];
        adjusted.Select(a => a.Rate).ShouldBe([5e-7, 2.5e-7]);
        adjusted.Select(a => a.Share).ShouldBe([0.2, 0.4]);
        run.Of<RoundBegan>().Last().Members.ShouldBe(8);
        run.Metric("learning.rounds").ShouldBeLessThan(40);
    }

    [Fact]
    public void Who_drops_out_or_comes_late_does_not_hold_a_round_up()
    {
        SomeFederation run = SomeFederation.Run(
            "[{ name: quick, count: 10, dropOut: 30% }, { name: slow, count: 10, speed: 0.0001 }]",
            "rounds: 12, share: 50%, deadline: 10s, heartbeat: 10h");

        int[] members = [.. run.Of<RoundBegan>().Select(r => r.Members)];
        members.ShouldAllBe(m => m == 10);
        run.Of<RoundJudged>().ShouldAllBe(r => r.Updates < 10);
        run.Metric("learning.dropouts").ShouldBeGreaterThan(5);
        run.Of<UpdateRefused>().Where(r => r.IsLate).ShouldNotBeEmpty();
    }

    /// <summary>Whoever was asked has handed its model in, dropped out, or trained in vain.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Every_order_is_accounted_for(int seed)
    {
        SomeFederation run = SomeFederation.Run(
            "[{ name: client, count: 20, dropOut: 20%, stragglers: { share: 30%, factor: [2, 5] } }]",
            "rounds: 8, share: 40%, deadline: 30s", seed: seed);

        int asked = run.Of<RoundBegan>().Sum(r => r.Members);
        int used = run.Of<RoundJudged>().Sum(r => r.Updates);
        asked.ShouldBe(used + run.Of<MemberDroppedOut>().Count() + run.Of<UpdateRefused>().Count());
        run.Of<ModelTrained>().Count().ShouldBe(used + run.Of<UpdateRefused>().Count());
    }

    [Fact]
    public void A_lost_member_is_noticed_by_its_silence_and_no_longer_asked()
    {
        SomeFederation run = SomeFederation.Run(
            "[{ name: client, count: 4, speed: 0.001 }]", "rounds: 10, share: 1, deadline: 1h, heartbeat: 100ms",
            "faults: [{ at: 500ms, crash: client-2, permanent: true }]");

        run.Of<FailureDetected>().Count().ShouldBe(1);
        run.Of<FailureRecovered>().Count().ShouldBe(1);
        run.Of<RoundBegan>().Select(r => r.Members).ShouldBe([4, 3, 3, 3, 3, 3, 3, 3, 3, 3]);
        run.Metric("failures.false.alarms").ShouldBe(0);
    }

    [Fact]
    public void A_member_that_comes_back_is_asked_again()
    {
        SomeFederation run = SomeFederation.Run(
            "[{ name: client, count: 4, speed: 0.001 }]", "rounds: 10, share: 1, deadline: 1h, heartbeat: 100ms",
            "faults: [{ at: 500ms, crash: client-2, repair: 30s }]");

        run.Of<RoundBegan>().First().Members.ShouldBe(4);
        run.Of<RoundBegan>().Min(r => r.Members).ShouldBe(3);
        run.Of<RoundBegan>().Last().Members.ShouldBe(4);
    }

    [Fact]
    public void A_model_that_has_come_apart_is_refused()
    {
        SomeFederation run = SomeFederation.Run(
            "[{ name: client, count: 4 }]", "rounds: 6, share: 1, rate: 1000, proximal: 1000");

        run.Of<UpdateRefused>().ShouldNotBeEmpty();
        run.Of<UpdateRefused>().ShouldAllBe(r => !r.IsLate);
        run.Of<RoundJudged>().Count().ShouldBe(6);
    }
}
