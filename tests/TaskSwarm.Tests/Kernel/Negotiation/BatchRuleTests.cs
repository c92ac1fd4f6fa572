using Shouldly;
using TaskSwarm.Allocation;
using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Allocation;
using TaskSwarm.Kernel.Negotiation;
using TaskSwarm.Kernel.Random;
using TaskSwarm.Kernel.Tasks;
using TaskSwarm.Kernel.Time;
using Xunit;

namespace TaskSwarm.Tests.Kernel.Negotiation;

public sealed class BatchRuleTests
{
    /// <summary>Greedy in the order of the tasks takes 1 and then must take 100; the crossing pair costs 4.</summary>
    private static readonly double[,] Crossing = { { 1, 2 }, { 2, 100 } };

    [Fact]
    public void Bids_reach_the_strategy_as_costs_and_its_answer_comes_back_as_winners()
    {
        IReadOnlyList<Bid?> winners = Decide(new Best(), Crossing);

        winners.Select(w => w!.Value.Bidder.Index).ShouldBe([11, 10]);
        winners.Sum(w => w!.Value.Cost).ShouldBe(4);
    }

    [Theory]
    [InlineData("static")]
    [InlineData("priority")]
    [InlineData("load-balancing")]
    [InlineData("sequential-auction")]
    [InlineData("combinatorial-auction")]
    public void Every_strategy_gives_a_bidder_at_most_one_task_and_none_without_its_bid(string name)
    {
        IAllocator allocator = AllocatorCatalog.Instance.CreateAllocator(name, new StrategyOptions());
        for (int seed = 0; seed < 40; seed++)
        {
            var random = new RandomStream((ulong)seed, "test", "bids");
            int tasks = 1 + random.NextInt(7), agents = 1 + random.NextInt(7);
            BatchCall[] calls = [.. Enumerable.Range(0, tasks).Select(t => new BatchCall(
                new TaskSpec(new TaskId(t), $"task-{t}"),
                [.. Enumerable.Range(0, agents).Where(_ => random.NextInt(3) > 0)
                    .Select(a => new Bid(new AgentId(10 + a), random.NextDouble() * 50))]))];

            IReadOnlyList<Bid?> winners = new AllocatorBatchRule(allocator).Decide(calls, SimTime.Zero, random);

            winners.Count.ShouldBe(tasks);
            winners.Where(w => w is not null).Select(w => w!.Value.Bidder).ShouldBeUnique();
            for (int t = 0; t < tasks; t++)
            {
                (winners[t] is not Bid winner || calls[t].Bids.Contains(winner)).ShouldBeTrue($"{name}, seed {seed}");
            }

            winners.Any(w => w is not null).ShouldBe(calls.Any(c => c.Bids.Count > 0), $"{name}, seed {seed}");
        }
    }

    private static IReadOnlyList<Bid?> Decide(IAllocator allocator, double[,] costs) =>
        new AllocatorBatchRule(allocator).Decide(
            [.. Enumerable.Range(0, costs.GetLength(1)).Select(t => new BatchCall(
                new TaskSpec(new TaskId(t), $"task-{t}"),
                [.. Enumerable.Range(0, costs.GetLength(0)).Select(a => new Bid(new AgentId(10 + a), costs[a, t]))]))],
            SimTime.Zero,
            new RandomStream(1, "test", "batch"));

    /// <summary>Tries both ways of giving two tasks to two agents.</summary>
    private sealed class Best : IAllocator
    {
        public string Name => "best";

        public string? Objection(AllocationProblem problem) => null;

        public Assignment Allocate(AllocationProblem problem, RandomStream random)
        {
            bool crosses = problem.Cost[0, 1] + problem.Cost[1, 0] < problem.Cost[0, 0] + problem.Cost[1, 1];
            Placement Of(int agent) => new([agent], problem.Now, problem.Now);
            return new Assignment(crosses ? [Of(1), Of(0)] : [Of(0), Of(1)], 0);
        }
    }
}
