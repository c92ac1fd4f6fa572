using Shouldly;
using TaskSwarm.Scenarios.ModelCollaboration.Readers;
using Xunit;

namespace TaskSwarm.Tests.Scenarios.ModelCollaboration;

public sealed class LearningCurveTests
{
    [Theory]
    [InlineData(0.5, 1.0)]
    [InlineData(0.8, 3.5)]
    [InlineData(0.9, 4.0)]
    public void Rounds_to_a_target_are_interpolated_on_the_best_so_far(double target, double rounds) =>
        LearningCurve.RoundsTo(Curve(0.6, 0.7, 0.5, 0.9), target)!.Value.ShouldBe(rounds, 1e-12);

    [Fact]
    public void A_target_that_was_not_reached_has_no_rounds() =>
        LearningCurve.RoundsTo(Curve(0.6, 0.7, 0.5), 0.71).ShouldBeNull();

    private static CurvePoint[] Curve(params double[] accuracies) =>
        [.. accuracies.Select((accuracy, i) => new CurvePoint(i, i + 1, 1, accuracy, 1))];
}
