using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Shouldly;
using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Random;
using TaskSwarm.Kernel.Time;
using TaskSwarm.Kernel.World;
using Xunit;

namespace TaskSwarm.Tests.Kernel.World;

public sealed class NetworkModelTests
{
    private static readonly WorldView Nowhere = new(WorldSpec.Unbounded);

    private SimTime _busy;

    [Fact]
    public void Without_jitter_loss_or_bandwidth_a_message_takes_exactly_the_latency() =>
        Cross(new NetworkModel(Link(20)), at: 1000).ShouldBe(new SimTime(1000 + 20_000));

    [Fact]
    public void Jitter_is_spread_evenly_from_0_to_its_bound()
    {
        var network = new NetworkModel(Link(20) with { Jitter = new SimDuration(9) });
        var random = new RandomStream(1, 1);
        int[] seen = new int[10];
        for (int i = 0; i < 100_000; i++)
        {
            seen[Cross(network, random: random)!.Value.Micros - 20_000]++;
        }

        seen.ShouldAllBe(n => n > 9_500 && n < 10_500);
    }

    [Fact]
    public void Messages_are_lost_at_the_rate_asked_for()
    {
        var network = new NetworkModel(Link(20) with { Loss = 0.05 });
        var random = new RandomStream(2, 1);
        Enumerable.Range(0, 100_000).Count(_ => Cross(network, random: random) is null).ShouldBeInRange(4_700, 5_300);
    }

    [Fact]
    public void Certain_loss_lets_nothing_through_and_no_loss_everything()
    {
        var random = new RandomStream(3, 1);
        for (int i = 0; i < 1000; i++)
        {
            Cross(new NetworkModel(Link(1) with { Loss = 1 }), random: random).ShouldBeNull();
            Cross(new NetworkModel(Link(1)), random: random).ShouldNotBeNull();
        }
    }

    [Fact]
    public void Messages_queue_for_the_senders_link()
    {
        // 100 bytes at 8 Mbit/s take 100 microseconds.
        var network = new NetworkModel(Link(20) with { BitsPerSecond = 8_000_000 });
        Cross(network, at: 0, bytes: 100).ShouldBe(new SimTime(20_100));
        Cross(network, at: 0, bytes: 100).ShouldBe(new SimTime(20_200));
        Cross(network, at: 150, bytes: 100).ShouldBe(new SimTime(20_300));
        Cross(network, at: 1000, bytes: 100).ShouldBe(new SimTime(21_100));
    }

    [Fact]
    public void A_part_of_a_microsecond_on_the_wire_counts_whole() =>
        Cross(new NetworkModel(Link(20) with { BitsPerSecond = 8_000_001 }), bytes: 100).ShouldBe(new SimTime(20_100));

    [Fact]
    public void A_message_that_is_lost_or_cut_has_still_used_the_link()
    {
        LinkSpec narrow = Link(20) with { BitsPerSecond = 8_000_000 };
        Cross(new NetworkModel(narrow with { Loss = 1 }), bytes: 100).ShouldBeNull();
        Cross(new NetworkModel(narrow, [Cut(0, 1, 1)]), bytes: 100).ShouldBeNull();
        Cross(new NetworkModel(narrow), bytes: 100).ShouldBe(new SimTime(20_300));
    }

    [Fact]
    public void A_cut_shifts_no_later_draw()
    {
        LinkSpec link = Link(20) with { Jitter = SimDuration.FromMillis(10), Loss = 0.3 };
        var (open, cut) = (new NetworkModel(link), new NetworkModel(link, [Cut(500, 600, 1)]));
        RandomStream a = new(9, 9), b = new(9, 9);
        for (int at = 0; at < 1000; at++)
        {
            SimTime? through = Cross(open, at, random: a);
            Cross(cut, at, random: b).ShouldBe(at is >= 500 and < 600 ? null : through);
        }
    }

    [Fact]
    public void Beyond_its_range_a_link_carries_nothing()
    {
        var world = new WorldView(new WorldSpec { WrapX = 1000 });
        world.Resize(3);
        world.Publish(1, Body.At(new Vec3(10, 0, 0)));
        world.Publish(2, Body.At(new Vec3(310, 0, 0)));
        LinkSpec link = Link(20) with { Range = 300 };
        Cross(new NetworkModel(link), world: world).ShouldNotBeNull();
        Cross(new NetworkModel(link with { Range = 299.9 }), world: world).ShouldBeNull();
        world.Publish(2, Body.At(new Vec3(910, 0, 0)));
        Cross(new NetworkModel(link), world: world).ShouldNotBeNull("the way round the torus is 100 m");
        world.Remove(2);
        Cross(new NetworkModel(link), world: world).ShouldNotBeNull("who has no place is never out of range");
    }

    [Fact]
    public void A_cut_stops_both_directions_from_its_first_instant_to_before_its_last()
    {
        LinkCut cut = Cut(100, 200, 1);
        bool Stops(int from, int to, long at) => cut.Stops(new AgentId(from), new AgentId(to), new SimTime(at));
        (Stops(1, 2, 99), Stops(1, 2, 100), Stops(1, 2, 199), Stops(1, 2, 200)).ShouldBe((false, true, true, false));
        (Stops(2, 1, 100), Stops(2, 3, 100), Stops(1, 1, 100)).ShouldBe((true, false, false));
    }

    [Fact]
    public void A_cut_between_two_sides_leaves_third_parties_alone()
    {
        LinkCut cut = Cut(0, 9, 1) with { SideB = new HashSet<AgentId> { new(2) } };
        bool Stops(int from, int to) => cut.Stops(new AgentId(from), new AgentId(to), new SimTime(5));
        (Stops(1, 2), Stops(2, 1), Stops(1, 3), Stops(3, 1), Stops(3, 2)).ShouldBe((true, true, false, false, false));
    }

    [Fact]
    public void The_link_is_chosen_by_the_groups_of_sender_and_receiver()
    {
        var network = new NetworkModel(2, [Link(1), Link(2), Link(3), Link(4)]);
        (int From, int To, int Millis)[] expected = [(0, 0, 1), (0, 1, 2), (1, 0, 3), (1, 1, 4)];
        foreach ((int from, int to, int millis) in expected)
        {
            var crossing = new NetworkModel.Crossing(new AgentId(1), from, new AgentId(2), to, 64, SimTime.Zero);
            network.Transmit(crossing, new RandomStream(1, 1), ref _busy, Nowhere).ShouldBe(new SimTime(millis * 1000));
        }

        network.Lookahead.ShouldBe(SimDuration.FromMillis(1));
    }

    [Property(MaxTest = 500)]
    public Property Nothing_arrives_sooner_than_the_lookahead() => Prop.ForAll(
        Networks().ToArbitrary(),
        Gen.Choose(0, int.MaxValue).ToArbitrary(),
        (network, seed) =>
        {
            var random = new RandomStream((ulong)seed, 1);
            _busy = SimTime.Zero;
            for (long at = 0; at < 5_000_000; at += 1 + random.NextInt(100_000))
            {
                var crossing = new NetworkModel.Crossing(
                    new AgentId(1), random.NextInt(network.Groups), new AgentId(2), random.NextInt(network.Groups),
                    random.NextInt(2000), new SimTime(at));
                SimTime? arrival = network.Transmit(crossing, random, ref _busy, Nowhere);
                (arrival is null || arrival - crossing.At >= network.Lookahead).ShouldBeTrue();
            }
        });

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void A_latency_that_is_not_above_zero_is_refused_and_the_reason_given(long micros) =>
        Should.Throw<ArgumentException>(() => new NetworkModel(new LinkSpec(new SimDuration(micros))))
            .Message.ShouldBe(
                "Every link needs a latency above zero: it is the lookahead that lets agents react in parallel.");

    [Fact]
    public void A_matrix_of_the_wrong_size_is_refused() =>
        Should.Throw<ArgumentException>(() => new NetworkModel(2, [Link(1), Link(1), Link(1)]))
            .Message.ShouldBe("2 groups need 4 links, but there are 3.");

    private SimTime? Cross(
        NetworkModel network, long at = 0, int bytes = 64, RandomStream? random = null, WorldView? world = null)
    {
        var crossing = new NetworkModel.Crossing(new AgentId(1), 0, new AgentId(2), 0, bytes, new SimTime(at));
        return network.Transmit(crossing, random ?? new RandomStream(1, 1), ref _busy, world ?? Nowhere);
    }

    private static LinkSpec Link(int millis) => new(SimDuration.FromMillis(millis));

    private static LinkCut Cut(long from, long until, int agent) =>
        new(new SimTime(from), new SimTime(until), new HashSet<AgentId> { new(agent) });

    private static Gen<NetworkModel> Networks() =>
        from groups in Gen.Choose(1, 3)
        from links in
            (from latency in Gen.Choose(1, 100_000)
             from jitter in Gen.Elements(0, 1, 50_000)
             from kilobits in Gen.Elements(0, 1, 1000)
             from percent in Gen.Choose(0, 50)
             select new LinkSpec(new SimDuration(latency))
             {
                 Jitter = new SimDuration(jitter),
                 BitsPerSecond = kilobits * 1000,
                 Loss = percent / 100.0,
             }).ListOf(groups * groups)
        select new NetworkModel(groups, [.. links]);
}
