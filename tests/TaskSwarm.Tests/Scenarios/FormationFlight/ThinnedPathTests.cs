using Shouldly;
using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.World;
using TaskSwarm.Scenarios.FormationFlight.Readers;
using Xunit;

namespace TaskSwarm.Tests.Scenarios.FormationFlight;

public sealed class ThinnedPathTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(ThinnedPath.MostPoints)]
    [InlineData(ThinnedPath.MostPoints + 1)]
    [InlineData((4 * ThinnedPath.MostPoints) + 3)]
    [InlineData(100_000)]
    public void A_way_keeps_its_ends_and_its_order_in_a_bounded_number_of_points(int samples)
    {
        ThinnedPath path = Of(0, samples, new ThinnedPath());

        path.Points[0].X.ShouldBe(0);
        path.Points[^1].X.ShouldBe(samples - 1);
        path.Points.Count.ShouldBeLessThanOrEqualTo(ThinnedPath.MostPoints + 1);
        path.Points.Count.ShouldBeGreaterThanOrEqualTo(Math.Min(samples, ThinnedPath.MostPoints / 2));
        path.Points.Select(p => p.X).ShouldBeInOrder();
    }

    [Fact]
    public void A_way_that_is_captured_on_the_way_goes_on_as_if_it_had_not_been()
    {
        ThinnedPath path = Of(0, 9_999, new ThinnedPath());
        var state = new StateWriter();
        path.Capture(state);
        ThinnedPath again = ThinnedPath.Read(new StateReader(state.ToArray()));

        Of(9_999, 30_000, again).Points.ShouldBe(Of(9_999, 30_000, path).Points);
    }

    private static ThinnedPath Of(int from, int to, ThinnedPath path)
    {
        for (int i = from; i < to; i++)
        {
            path.Add(new Vec3(i, 0, 0));
        }

        return path;
    }
}
