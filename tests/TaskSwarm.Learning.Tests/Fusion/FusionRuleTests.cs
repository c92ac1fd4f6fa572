using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Shouldly;
using TaskSwarm.Learning.Fusion;
using Xunit;

namespace TaskSwarm.Learning.Tests.Fusion;

public sealed class FusionRuleTests
{
    private const int Classes = 4;

    [Fact]
    public void A_soft_vote_is_the_weighted_mean()
    {
        float[][] members = [[0.5f, 0.5f, 1, 0], [0.25f, 0.75f, 0, 1]];

        SoftVote.Equal.Fuse(members, 2).ShouldBe([0.375f, 0.625f, 0.5f, 0.5f]);
        SoftVote.Weighted([3, 1]).Fuse(members, 2).ShouldBe([0.4375f, 0.5625f, 0.75f, 0.25f]);
    }

    [Fact]
    public void A_product_of_experts_multiplies_and_divides_by_the_sum()
    {
        float[][] members = [[0.5f, 0.5f], [0.8f, 0.2f]];

        float[] mean = ProductOfExperts.Mean().Fuse(members, 2);
        float[] product = ProductOfExperts.Powered([1, 1]).Fuse(members, 2);

        product[0].ShouldBe(0.8f, 1e-6f);
        mean[0].ShouldBe(2f / 3, 1e-6f);
        mean[1].ShouldBe(1f / 3, 1e-6f);
    }

    [Fact]
    public void One_expert_alone_rules_nothing_out()
    {
        float[] fused = ProductOfExperts.Mean(1e-4).Fuse([[0, 1], [0.9999f, 0.0001f]], 2);

        fused[0].ShouldBe(0.5f, 1e-3f);
        ProductOfExperts.Powered([400, 400]).Fuse([[0, 1], [0, 1]], 2).ShouldBe([0, 1]);
    }

    [Property(MaxTest = 25)]
    public Property Every_rule_gives_probabilities_and_the_same_twice() => Prop.ForAll(
        Gen.Choose(0, int.MaxValue).ToArbitrary(),
        Gen.Choose(1, 6).ToArbitrary(),
        (seed, count) =>
        {
            double[] skills = [.. Enumerable.Range(0, count).Select(m => m - 0.5)];
            (float[][] members, byte[] labels) = Ensemble.Draw((ulong)seed, 40, Classes, skills);
            foreach (IFusionRule rule in Rules(members, labels))
            {
                float[] fused = rule.Fuse(members, Classes);
                fused.Length.ShouldBe(members[0].Length);
                fused.ShouldAllBe(p => p >= 0 && p <= 1.000001f);
                for (int image = 0; image < 40; image++)
                {
                    fused.Skip(image * Classes).Take(Classes).Sum().ShouldBe(1, 1e-5f);
                }

                rule.Fuse(members, Classes).ShouldBe(fused);
            }

            LeastSquaresFusion.Fit(members, labels, Classes).Solution.KktResidual.ShouldBeLessThan(1e-9);
        });

    [Property(MaxTest = 60)]
    public Property Least_squares_has_the_least_squared_error_on_what_it_was_fitted_to() => Prop.ForAll(
        Gen.Choose(0, int.MaxValue).ToArbitrary(),
        seed =>
        {
            (float[][] members, byte[] labels) = Ensemble.Draw((ulong)seed, 60, Classes, [0, 1, 2, 0.5], shift: 1);
            double error = Ensemble.Brier(
                LeastSquaresFusion.Fit(members, labels, Classes).Fuse(members, Classes), labels, Classes) - 1e-6;
            error.ShouldBeLessThanOrEqualTo(
                Ensemble.Brier(SoftVote.Equal.Fuse(members, Classes), labels, Classes));
            error.ShouldBeLessThanOrEqualTo(1 - (1.0 / Classes));
            foreach (float[] member in members)
            {
                error.ShouldBeLessThanOrEqualTo(Ensemble.Brier(member, labels, Classes));
            }
        });

    [Fact]
    public void Members_that_are_always_wrong_are_left_out_and_nothing_is_said()
    {
        float[] wrong = [0, 1, 1, 0];

        LeastSquaresFusion rule = LeastSquaresFusion.Fit([wrong, wrong], [0, 1], 2);

        rule.Solution.Weights.ShouldBe([0, 0]);
        rule.Fuse([wrong, wrong], 2).ShouldBe([0.5f, 0.5f, 0.5f, 0.5f]);
    }

    [Fact]
    public void On_new_images_fused_opinions_beat_the_best_member()
    {
        double[] skills = [1.5, 1.5, 1.5, 1.5];
        (float[][] heldOut, byte[] labels) = Ensemble.Draw(1, 400, Classes, skills);
        (float[][] members, byte[] right) = Ensemble.Draw(2, 1000, Classes, skills);
        double best = members.Max(m => Ensemble.Accuracy(m, right, Classes));

        foreach (IFusionRule rule in Rules(heldOut, labels))
        {
            Ensemble.Accuracy(rule.Fuse(members, Classes), right, Classes)
                .ShouldBeGreaterThan(best + 0.1, rule.GetType().Name);
        }
    }

    [Fact]
    public void Stacking_learns_what_a_member_means_by_other_names()
    {
        double[] skills = [0.5, 4];
        (float[][] heldOut, byte[] labels) = Ensemble.Draw(1, 400, Classes, skills, shift: 1);
        (float[][] members, byte[] right) = Ensemble.Draw(2, 400, Classes, skills, shift: 1);

        Stacking stacking = Stacking.Fit(heldOut, labels, Classes);

        Ensemble.Accuracy(stacking.Fuse(members, Classes), right, Classes).ShouldBeGreaterThan(0.9);
        Ensemble.Accuracy(SoftVote.Equal.Fuse(members, Classes), right, Classes).ShouldBeLessThan(0.3);
    }

    [Fact]
    public void The_loss_of_stacking_falls_with_every_step_from_that_of_knowing_nothing()
    {
        (float[][] members, byte[] labels) = Ensemble.Draw(3, 100, Classes, [1, 2, 0]);
        double[] losses =
            [.. Enumerable.Range(1, 40).Select(steps => Stacking.Fit(members, labels, Classes, steps).Loss)];

        losses[0].ShouldBe(Math.Log(Classes), 1e-6);
        for (int step = 1; step < losses.Length; step++)
        {
            losses[step].ShouldBeLessThan(losses[step - 1]);
        }
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        float[] one = [0.5f, 0.5f];
        IFusionRule[] rules = Rules([one, one], [1], 2);
        foreach (IFusionRule rule in rules)
        {
            Should.Throw<ArgumentException>(() => rule.Fuse([], 2));
            Should.Throw<ArgumentException>(() => rule.Fuse([one, [0.5f]], 2));
            Should.Throw<ArgumentException>(() => rule.Fuse([[0.5f, 0.2f, 0.3f], [0.5f, 0.2f, 0.3f]], 2));
            Should.Throw<ArgumentException>(() => rule.Fuse([one, one], 0));
        }

        Should.Throw<ArgumentException>(() => SoftVote.Weighted([1, 1]).Fuse([one], 2))
            .Message.ShouldContain("one for 2 members, not 1");
        Should.Throw<ArgumentException>(() => Stacking.Fit([one], [1], 2).Fuse([one], 1));
        Should.Throw<ArgumentException>(() => SoftVote.Weighted([0, 0]));
        Should.Throw<ArgumentException>(() => SoftVote.Weighted([2, -1]));
        Should.Throw<ArgumentException>(() => ProductOfExperts.Mean(0));
        Should.Throw<ArgumentException>(() => LeastSquaresFusion.Fit([one], [2], 2));
        Should.Throw<ArgumentException>(() => Stacking.Fit([one], [0, 1], 2));
    }

    private static IFusionRule[] Rules(float[][] heldOut, byte[] labels, int classes = Classes) =>
    [
        SoftVote.Equal,
        SoftVote.Weighted([.. heldOut.Select((_, m) => m + 1.0)]),
        ProductOfExperts.Mean(),
        ProductOfExperts.Powered([.. heldOut.Select((_, m) => m + 0.5)]),
        LeastSquaresFusion.Fit(heldOut, labels, classes),
        Stacking.Fit(heldOut, labels, classes, steps: 100),
    ];
}
