using Shouldly;
using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Events;
using TaskSwarm.Kernel.Faults;
using TaskSwarm.Scenarios.ModelCollaboration.Delivery;
using Xunit;

namespace TaskSwarm.Tests.Scenarios.ModelCollaboration;

public sealed class ContentDeliveryTests
{
    private const string Troubles = "[{ at: 20s, crash: edge-2, repair: 5s }, { at: 35s, crash: edge-4, repair: 20s }]";

    private static readonly string[] Placements = ["auction", "lru", "none"];

    public static TheoryData<string, int> Everywhere
    {
        get
        {
            var cases = new TheoryData<string, int>();
            foreach (string placement in Placements)
            {
                for (int seed = 1; seed <= 4; seed++)
                {
                    cases.Add(placement, seed);
                }
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Everywhere))]
    public void No_cache_ever_holds_more_than_its_storage(string placement, int seed)
    {
        SomeFederation run = SomeDelivery.Run(
            $"placement: {placement}, requests: 5, drift: {{ every: 15s, share: 30% }}", Troubles, "2%", seed: seed);

        int most = 0;
        var held = new Dictionary<AgentId, HashSet<int>>();
        foreach (EventRecord record in run.Events)
        {
            HashSet<int> here = held.TryGetValue(record.Agent, out HashSet<int>? known)
                ? known
                : held[record.Agent] = [];
            switch (record.Event)
            {
                case CacheBegan:
                    here.Clear();
                    break;
                case ContentStored stored:
                    here.Add(stored.Content).ShouldBeTrue();
                    most = Math.Max(most, here.Count);
                    break;
                case ContentEvicted evicted:
                    here.Remove(evicted.Content).ShouldBeTrue();
                    break;
            }
        }

        most.ShouldBe(placement == "none" ? 0 : SomeDelivery.MostHeld);
    }

    [Theory]
    [MemberData(nameof(Everywhere))]
    public void Every_request_is_answered_once_though_messages_and_caches_are_lost(string placement, int seed)
    {
        SomeFederation run = SomeDelivery.Run(
            $"placement: {placement}, requests: 5, timeout: 200ms", Troubles, "10%", seed: seed);

        var open = new SortedDictionary<(int Cache, long Number), EventRecord>();
        int lost = 0;
        foreach (EventRecord record in run.Events)
        {
            int cache = record.Agent.Index;
            switch (record.Event)
            {
                case AgentCrashed:
                    lost += open.Keys.Where(k => k.Cache == cache).ToArray().Count(open.Remove);
                    break;
                case RequestMissed missed:
                    open.Add((cache, missed.Number), record);
                    break;
                case RequestAnswered answered:
                    open.Remove((cache, answered.Number)).ShouldBeTrue();
                    break;
            }
        }

        run.Metric("delivery.timeouts").ShouldBeGreaterThan(0);
        run.Metric("delivery.requests.lost").ShouldBe(lost);
        run.Metric("delivery.requests.open").ShouldBe(open.Count);
        run.Metric("delivery.requests").ShouldBe(run.Metric("delivery.requests.answered") + open.Count + lost);
        open.Values.ShouldAllBe(r => r.Time.Seconds > 30);
    }

    [Fact]
    public void What_a_lost_cache_held_is_auctioned_again_and_its_neighbours_fetch_from_elsewhere()
    {
        SomeFederation run = SomeDelivery.Run(
            "requests: 20, contents: { count: 20 }, heartbeat: 1s",
            "[{ at: 25s, crash: edge-2, permanent: true }]");

        EventRecord noticed = run.Events.Single(e => e.Event is FailureDetected);
        noticed.Time.Seconds.ShouldBeInRange(28, 30);
        EventRecord begun = run.Events.First(e => e.Event is AuctionBegan && e.Time >= noticed.Time);
        begun.Time.ShouldBe(noticed.Time);
        EventRecord made = run.Events.Single(e => e.Event is FailureRecovered);
        made.Time.ShouldBe(run.Events.First(e => e.Event is AuctionEnded && e.Time >= noticed.Time).Time);

        var lost = new AgentId(1);
        int[] gone = [.. run.Events.Where(e => e.Agent == lost).Select(e => e.Event).OfType<ContentStored>()
            .Select(s => s.Content)];
        run.Events.Where(e => e.Time >= noticed.Time && e.Time <= made.Time).Select(e => e.Event)
            .OfType<ContentAwarded>().Count(a => gone.Contains(a.Content)).ShouldBeGreaterThan(2);
        run.Of<FetchTimedOut>().Any(t => t.From == lost).ShouldBeTrue();
        run.Events.Where(e => e.Time.Seconds > 32).Select(e => e.Event).OfType<FetchTimedOut>().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("auction")]
    [InlineData("lru")]
    public void A_cache_that_is_back_before_its_silence_is_noticed_has_failed_all_the_same(string placement)
    {
        SomeFederation run = SomeDelivery.Run(
            $"placement: {placement}, requests: 5", "[{ at: 25s, crash: edge-2, repair: 500ms }]");

        run.Metric("failures.detected").ShouldBe(1);
        run.Metric("failures.recovered").ShouldBe(1);
        run.Metric("failures.false.alarms").ShouldBe(0);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void The_auction_places_the_most_popular_contents_first(int seed)
    {
        SomeFederation run = SomeDelivery.Run(
            "requests: 50, contents: { count: 60, size: 1MB, popularity: 1.2 }", seed: seed, duration: "20s",
            bandwidth: "100Gbit/s");

        ContentAwarded[] awards = [.. run.Of<ContentAwarded>().Where(a => a.Auction == 1)];
        int[] first = [.. awards.Select(a => a.Content).Distinct()];
        first[0].ShouldBe(0);
        first.Take(5).ShouldAllBe(content => content < 8);
        first.Take(20).Average().ShouldBeLessThan(12);
        awards.Length.ShouldBeGreaterThanOrEqualTo(5 * SomeDelivery.MostHeld);
    }

    [Fact]
    public void An_auction_goes_on_only_while_somebody_gains_by_it()
    {
        SomeFederation run = SomeDelivery.Run("requests: 5", duration: "120s");

        run.Of<ContentAwarded>().ShouldAllBe(a => a.Saving > 0);
        int[] awards = [.. run.Of<AuctionEnded>().Select(a => a.Awards)];
        awards[0].ShouldBeGreaterThan(20);
        awards.Skip(1).Average().ShouldBeLessThan(awards[0] / 2.0);
    }

    [Fact]
    public void A_cache_that_exaggerates_wins_what_others_would_use_better()
    {
        const string Liar = "[{ at: 1s, lie: edge-1, factor: 20, for: 100s }]";
        SomeFederation honest = SomeDelivery.Run("requests: 10, local: 100%", duration: "30s");
        SomeFederation lying = SomeDelivery.Run("requests: 10, local: 100%", Liar, duration: "30s");

        AwardsOfFirst(lying).ShouldBe(Enumerable.Repeat(0, SomeDelivery.MostHeld));
        AwardsOfFirst(honest).Distinct().Count().ShouldBeGreaterThan(1);
        lying.Of<ContentAwarded>().Max(a => a.Saving).ShouldBeGreaterThan(
            5 * honest.Of<ContentAwarded>().Max(a => a.Saving));
    }

    [Fact]
    public void An_award_that_is_not_carried_out_is_noticed_and_made_again()
    {
        SomeFederation run = SomeDelivery.Run("requests: 5", loss: "30%", duration: "120s", seed: 2);

        AwardMissed[] missed = [.. run.Of<AwardMissed>().Where(m => !m.IsGivenUp)];
        missed.ShouldNotBeEmpty();
        missed.Count(m => run.Events.Any(e => e.Agent == m.Cache && e.Event is ContentStored stored
            && stored.Content == m.Content)).ShouldBeGreaterThan(missed.Length / 2);
    }

    [Fact]
    public void Clients_wait_least_where_caches_bid()
    {
        double[] seconds =
        [
            .. Placements.Select(placement => SomeFederation
                .RunShipped("edge-content", $"collaboration.placement={placement}")
                .Metric("delivery.latency.mean.seconds")),
        ];

        seconds[0].ShouldBeLessThan(0.95 * seconds[1]);
        seconds[1].ShouldBeLessThan(0.8 * seconds[2]);
    }

    private static int[] AwardsOfFirst(SomeFederation run) =>
        [.. run.Of<ContentAwarded>().Take(SomeDelivery.MostHeld).Select(a => a.Cache.Index)];
}
