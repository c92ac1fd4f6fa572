using Shouldly;
using TaskSwarm.Allocation;
using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Allocation;
using TaskSwarm.Kernel.Negotiation;
using TaskSwarm.Kernel.Random;
using TaskSwarm.Kernel.Tasks;
using TaskSwarm.Kernel.Time;
using TaskSwarm.Scenarios;
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

    /// <summary>Every strategy that kinds with bids offer, but for those that decide call by call.</summary>
    public static TheoryData<string> Names =>
        [.. AllocatorCatalog.Instance.All
            .Where(s => s.Family != StrategyFamily.ContractNet && BatchStrategies.Objection(s) is null)
            .Select(s => s.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_strategy_gives_a_bidder_at_most_one_task_and_none_without_its_bid(string name)
    {
        IAllocator allocator = AllocatorCatalog.Instance.CreateAllocator(name, new StrategyOptions());
        for (int seed = 0; seed < 20; seed++)
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

    [Fact]
    public void A_linear_assignment_is_solved_by_mip_to_the_least_total_cost()
    {
        IAllocator allocator = AllocatorCatalog.Instance.CreateAllocator("mip", new StrategyOptions());
        for (int seed = 0; seed < 25; seed++)
        {
            var random = new RandomStream((ulong)seed, "test", "costs");
            double[,] costs = new double[1 + random.NextInt(6), 1 + random.NextInt(6)];
            for (int cell = 0; cell < costs.Length; cell++)
            {
                costs[cell / costs.GetLength(1), cell % costs.GetLength(1)] = random.NextInt(1000) / 8.0;
            }

            IReadOnlyList<Bid?> winners = Decide(allocator, costs);

            winners.Count(w => w is not null).ShouldBe(Math.Min(costs.GetLength(0), costs.GetLength(1)));
            winners.Sum(w => w?.Cost ?? 0).ShouldBe(Least(costs, 0, 0), 1e-6, $"seed {seed}");
        }
    }

    [Fact]
    public void What_a_strategy_learns_of_batches_is_captured_and_restored()
    {
        AllocatorBatchRule rule = Adaptive(), copy = Adaptive();
        IReadOnlyList<BatchCall> calls = Calls(Crossing);
        for (int batch = 0; batch < 6; batch++)
        {
            rule.Decide(calls, SimTime.Zero, new RandomStream(1, "test", "batch"));
        }

        byte[] learnt = StateOf(rule);
        learnt.ShouldNotBe(StateOf(copy));
        copy.Restore(new StateReader(learnt));

        StateOf(copy).ShouldBe(learnt);
        copy.Decide(calls, SimTime.Zero, new RandomStream(2, "test", "batch"))
            .ShouldBe(rule.Decide(calls, SimTime.Zero, new RandomStream(2, "test", "batch")));
    }

    [Fact]
    public void A_learner_goes_on_deciding_whatever_the_size_of_bids()
    {
        AllocatorBatchRule rule = Adaptive();
        double most = double.MaxValue;
        double[][,] batches = [new[,] { { most, most }, { 0, 0 } }, new[,] { { -most, -most }, { most, 0 } }, Crossing];
        for (int round = 0; round < 30; round++)
        {
            rule.Decide(Calls(batches[round % 3]), SimTime.Zero, new RandomStream((ulong)round, "test", "batch"))
                .ShouldContain(w => w != null, $"round {round}");
        }
    }

    private static AllocatorBatchRule Adaptive() =>
        new(AllocatorCatalog.Instance.CreateAllocator(
            "adaptive", new StrategyOptions { Arms = BatchStrategies.Arms }));

    private static byte[] StateOf(AllocatorBatchRule rule)
    {
        var writer = new StateWriter();
        rule.Capture(writer);
        return writer.ToArray();
    }

    /// <summary>Tries every way of giving as many tasks as possible to different agents.</summary>
    private static double Least(double[,] costs, int task, int taken)
    {
        (int agents, int tasks) = (costs.GetLength(0), costs.GetLength(1));
        int free = agents - System.Numerics.BitOperations.PopCount((uint)taken);
        if (task == tasks || free == 0)
        {
            return 0;
        }

        double best = tasks - task > free ? Least(costs, task + 1, taken) : double.PositiveInfinity;
        for (int a = 0; a < agents; a++)
        {
            if ((taken & (1 << a)) == 0)
            {
                best = Math.Min(best, costs[a, task] + Least(costs, task + 1, taken | (1 << a)));
            }
        }

        return best;
    }

    private static IReadOnlyList<Bid?> Decide(IAllocator allocator, double[,] costs) =>
        new AllocatorBatchRule(allocator).Decide(
            Calls(costs), SimTime.Zero, new RandomStream(1, "test", "batch"));

    private static BatchCall[] Calls(double[,] costs) =>
    [
        .. Enumerable.Range(0, costs.GetLength(1)).Select(t => new BatchCall(
            new TaskSpec(new TaskId(t), $"task-{t}"),
            [.. Enumerable.Range(0, costs.GetLength(0)).Select(a => new Bid(new AgentId(10 + a), costs[a, t]))])),
    ];

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
