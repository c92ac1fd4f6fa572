using Shouldly;
using TaskSwarm.Kernel.Random;
using TaskSwarm.Scenarios.ModelCollaboration.Delivery;
using Xunit;

namespace TaskSwarm.Tests.Scenarios.ModelCollaboration;

public sealed class CacheBidTests
{
    private static readonly double[] Values = [9, 4, 7, 1, 12];

    [Fact]
    public void A_cache_with_room_bids_what_it_would_save()
    {
        CacheBid bid = CacheBid.Best(Holding(), [0, 1, 2], c => Values[c]).ShouldNotBeNull();

        (bid.Content, bid.Saving).ShouldBe((0, 9.0));
        bid.Victims.ShouldBeEmpty();
    }

    [Fact]
    public void A_full_cache_bids_what_it_would_gain_beyond_what_must_go()
    {
        CacheBid bid = CacheBid.Best(Holding(1, 2), [0, 3, 4], c => Values[c]).ShouldNotBeNull();

        (bid.Content, bid.Saving).ShouldBe((4, 8.0));
        bid.Victims.ShouldBe([1]);
    }

    [Fact]
    public void No_bid_is_made_where_what_must_go_is_worth_more() =>
        CacheBid.Best(Holding(0, 4), [1, 2, 3], c => Values[c]).ShouldBeNull();

    [Fact]
    public void What_is_larger_than_the_storage_is_not_bid_for() =>
        CacheBid.Best(new ContentStore([10, 30], 20), [1], _ => 1).ShouldBeNull();

    [Fact]
    public void Bids_fall_as_storage_fills()
    {
        var random = new RandomStream(3, "bids", "values");
        double[] values = [.. Enumerable.Range(0, 40).Select(_ => random.NextDouble())];
        var store = new ContentStore([.. Enumerable.Repeat(1, 40)], 10);
        var savings = new List<double>();
        while (CacheBid.Best(store, Enumerable.Range(0, 40), c => values[c]) is { } bid)
        {
            bid.Victims.ToList().ForEach(store.Forgo);
            store.Want(bid.Content);
            savings.Add(bid.Saving);
        }

        savings.ShouldBeInOrder(SortDirection.Descending);
        store.Wanted.ShouldBe(
            Enumerable.Range(0, 40).OrderByDescending(c => values[c]).Take(10), ignoreOrder: true);
    }

    [Fact]
    public void The_highest_bid_wins_and_ties_go_to_the_lower_content_and_cache()
    {
        var bids = new SortedDictionary<int, (int Content, double Saving)>
        {
            [0] = (5, 1.0),
            [1] = (7, 3.0),
            [2] = (6, 3.0),
            [3] = (6, 3.0),
            [4] = (1, 0),
        };

        OriginServer.Highest(bids).ShouldBe((2, 6, 3.0));
        OriginServer.Highest(bids.Where(b => b.Key == 4)).ShouldBeNull();
    }

    private static ContentStore Holding(params int[] contents)
    {
        var store = new ContentStore([10, 10, 10, 10, 10], 20);
        foreach (int content in contents)
        {
            store.Want(content);
        }

        return store;
    }
}
