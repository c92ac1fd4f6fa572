using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Shouldly;
using TaskSwarm.Allocation.Auctions;
using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Allocation;
using TaskSwarm.Kernel.Random;
using TaskSwarm.Kernel.Tasks;
using Xunit;

namespace TaskSwarm.Tests.Allocation.Auctions;

public sealed class AuctionTests
{
    [Fact]
    public void One_bid_wins_a_sequential_round_and_ties_go_to_the_lower_agent() =>
        new SequentialAuction().Decide([Bid(2, 3, 0), Bid(1, 3, 1), Bid(0, 4, 2)]).Single().Bidder
            .ShouldBe(new AgentId(1));

    [Fact]
    public void Without_bids_nobody_wins()
    {
        new SequentialAuction().Decide([]).ShouldBeEmpty();
        new CombinatorialAuction().Decide([]).ShouldBeEmpty();
    }

    [Fact]
    public void A_bundle_beats_single_bids_that_cost_more_together()
    {
        IReadOnlyList<BundleBid> winners = new CombinatorialAuction().Decide(
            [Bid(0, 5, 0, 1), Bid(1, 6, 0), Bid(2, 6, 1)]);
        winners.Count.ShouldBe(1);
        winners[0].Tasks.Count.ShouldBe(2);
    }

    [Property(MaxTest = 300)]
    public Property Winners_share_neither_bidder_nor_task_and_the_search_is_exact() => Prop.ForAll(
        Gen.Choose(0, int.MaxValue).ToArbitrary(),
        seed =>
        {
            var random = new RandomStream((ulong)seed, "bids", "auction");
            BundleBid[] bids =
            [
                .. Enumerable.Range(0, 1 + random.NextInt(10)).Select(_ => random.NextInt(4)).Order().Select(bidder =>
                    Bid(bidder, random.NextInt(50), [.. Enumerable.Range(0, 5).Where(_ => random.NextInt(3) == 0)
                        .DefaultIfEmpty(random.NextInt(5))])),
            ];
            IReadOnlyList<BundleBid> winners = new CombinatorialAuction().Decide(bids);
            winners.Select(w => w.Bidder).ShouldBeUnique();
            winners.SelectMany(w => w.Tasks).ShouldBeUnique();
            winners.Count.ShouldBeGreaterThan(0);

            double[] value = [.. bids.Select(b => 60.0 - b.Cost)];
            new WinnerSearch(bids, value, 1_000_000).Run().Sum(b => value[b]).ShouldBe(Exhaustive(bids, value), 1e-9);
            new WinnerSearch(bids, value, 0).Run().Sum(b => value[b]).ShouldBeGreaterThan(0);
        });

    [Property(MaxTest = 200)]
    public Property Central_auctions_place_everything_and_break_nothing() => Prop.ForAll(
        Gen.Choose(0, int.MaxValue).ToArbitrary(), Gen.Elements(true, false).ToArbitrary(),
        (seed, bundles) =>
        {
            AllocationProblem problem = Graph(new RandomStream((ulong)seed, "graph", "auction"));
            IAuctionRule rule = bundles ? new CombinatorialAuction() : new SequentialAuction();
            Assignment answer = new AuctionAllocator(rule).Allocate(problem, new RandomStream(1, "a", "b"));
            AssignmentAudit.Check(problem, answer).ShouldBeEmpty();
            answer.Placed.ShouldBe(problem.Tasks.Count);
            answer.Effort.ShouldBeGreaterThan(0);
        });

    [Fact]
    public void A_sequential_auction_awards_what_costs_the_team_least_first()
    {
        var problem = new AllocationProblem
        {
            Agents = [new(new AgentId(0), "a") { Budget = 1 }, new(new AgentId(1), "b") { Budget = 1 }],
            Tasks = [new(new TaskId(0), "s"), new(new TaskId(1), "t")],
            Cost = PairTable.Of(2, 2, (a, t) => (a, t) switch { (0, 0) => 3, (0, 1) => 2, (1, 0) => 9, _ => 4 }),
            Need = PairTable.Same(1),
            Objective = AllocationObjective.ForCost,
        };
        Assignment answer = new AuctionAllocator(new SequentialAuction()).Allocate(problem, new RandomStream(1, 1));
        answer.Placements.Select(p => p.Agents[0]).ShouldBe([1, 0]);
        answer.Objective.ShouldBe(11);
    }

    [Fact]
    public void Coalitions_and_sizes_beyond_reach_are_refused_with_the_reason()
    {
        var allocator = new AuctionAllocator(new SequentialAuction());
        var team = new AllocationProblem
        {
            Agents = [new(new AgentId(0), "a")],
            Tasks = [new(new TaskId(0), "s") { IsCoalition = true }],
        };
        allocator.Objection(team).ShouldBe("sequential-auction gives every task to one agent; s may need a coalition");
    }

    internal static AllocationProblem Graph(RandomStream random)
    {
        (int agents, int tasks) = (1 + random.NextInt(4), 1 + random.NextInt(12));
        return new AllocationProblem
        {
            Agents =
            [
                .. Enumerable.Range(0, agents).Select(a => new AllocationAgent(new AgentId(a), $"a{a}")
                {
                    Slots = 1 + random.NextInt(2),
                    BytesPerSecond = random.NextUniform(1, 10),
                }),
            ],
            Tasks =
            [
                .. Enumerable.Range(0, tasks).Select(t => new AllocationTask(new TaskId(t), $"t{t}")
                {
                    Inputs =
                    [
                        .. Enumerable.Range(0, t).Where(_ => random.NextInt(4) == 0)
                            .Select(i => new TaskInput(i, random.NextInt(20))),
                    ],
                }),
            ],
            Duration = PairTable.Of(agents, tasks, (_, _) => 1_000_000 + random.NextInt(9_000_000)),
        };
    }

    private static double Exhaustive(BundleBid[] bids, double[] value)
    {
        double best = 0;
        for (int set = 0; set < 1 << bids.Length; set++)
        {
            int[] chosen = [.. Enumerable.Range(0, bids.Length).Where(b => (set & (1 << b)) != 0)];
            bool fits = chosen.Select(b => bids[b].Bidder).Distinct().Count() == chosen.Length
                && chosen.SelectMany(b => bids[b].Tasks).Distinct().Count() == chosen.Sum(b => bids[b].Tasks.Count);
            best = fits ? Math.Max(best, chosen.Sum(b => value[b])) : best;
        }

        return best;
    }

    private static BundleBid Bid(int bidder, double cost, params int[] tasks) =>
        new(new AgentId(bidder), [.. tasks.Select(t => new TaskId(t))], cost);
}
