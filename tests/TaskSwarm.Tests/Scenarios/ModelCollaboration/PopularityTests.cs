using Shouldly;
using TaskSwarm.Kernel.Random;
using TaskSwarm.Kernel.Time;
using TaskSwarm.Scenarios.ModelCollaboration.Delivery;
using Xunit;

namespace TaskSwarm.Tests.Scenarios.ModelCollaboration;

public sealed class PopularityTests
{
    private static readonly SimTime End = SimTime.FromSeconds(100);

    [Fact]
    public void Requests_follow_the_law_of_zipf()
    {
        var popularity = new Popularity(new ContentTerms(50, 1, 1, 0.8), 1, 0, null, End, 1);
        var random = new RandomStream(1, "someone", "clients");
        int[] asked = new int[50];
        for (int i = 0; i < 100_000; i++)
        {
            asked[popularity.Draw(0, SimTime.Zero, random.NextDouble())]++;
        }

        (popularity.ShareOf(0) / popularity.ShareOf(9)).ShouldBe(Math.Pow(10, 0.8), 1e-9);
        for (int rank = 0; rank < 50; rank++)
        {
            (asked[rank] / 100_000.0).ShouldBe(popularity.ShareOf(rank), 0.005);
        }
    }

    [Fact]
    public void A_share_of_ranks_drifts_each_time_and_no_content_is_lost()
    {
        var popularity = new Popularity(
            new ContentTerms(100, 1, 1, 0.8), 1, 0, new DriftTerms(SimDuration.FromMillis(10_000), 0.2), End, 7);

        int[] before = Ranks(popularity, 0, 9.99);
        int[] after = Ranks(popularity, 0, 10);
        before.ShouldBe(Enumerable.Range(0, 100));
        after.Order().ShouldBe(before);
        before.Zip(after).Count(pair => pair.First != pair.Second).ShouldBeInRange(10, 20);
        Ranks(popularity, 0, 100).Order().ShouldBe(before);
    }

    [Fact]
    public void Each_cache_has_some_ranks_of_its_own()
    {
        var popularity = new Popularity(new ContentTerms(100, 1, 1, 0.8), 2, 0.3, null, End, 7);

        int[] first = Ranks(popularity, 0, 0);
        int[] second = Ranks(popularity, 1, 0);
        first.Order().ShouldBe(second.Order());
        first.Zip(second).Count(pair => pair.First == pair.Second).ShouldBeInRange(35, 70);
    }

    private static int[] Ranks(Popularity popularity, int cache, double seconds) =>
        [.. Enumerable.Range(0, 100).Select(r => popularity.ContentOf(cache, SimTime.FromSeconds(seconds), r))];
}
