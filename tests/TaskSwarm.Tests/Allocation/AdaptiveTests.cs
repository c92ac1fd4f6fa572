using Shouldly;
using TaskSwarm.Allocation;
using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Allocation;
using TaskSwarm.Kernel.Random;
using TaskSwarm.Kernel.Tasks;
using Xunit;

namespace TaskSwarm.Tests.Allocation;

public sealed class AdaptiveTests
{
    private static readonly string[] Arms = ["static", "load-balancing", "longest-path", "heft"];

    /// <summary>What a placement tried costs in seconds.</summary>
    private const double Thinking = 0.01;

    [Fact]
    public void On_a_changing_load_it_beats_every_strategy_that_it_may_choose()
    {
        double adaptive = CumulatedCost("adaptive");
        foreach (string arm in Arms)
        {
            adaptive.ShouldBeLessThan(CumulatedCost(arm), arm);
        }
    }

    [Fact]
    public void What_it_has_learnt_survives_capture_and_restore()
    {
        ILearningAllocator taught = Adaptive(new() { Window = 10 });
        for (int i = 0; i < 20; i++)
        {
            AllocationProblem problem = ManyShort(i);
            Assignment answer = taught.Allocate(problem, new RandomStream(1, "a", "b"));
            taught.Learn(taught.Choice, answer.Objective + (answer.Effort * Thinking));
        }

        var writer = new StateWriter();
        taught.Capture(writer);
        ILearningAllocator restored = Adaptive(new() { Window = 10 });
        restored.Restore(new StateReader(writer.ToArray()));
        for (int i = 0; i < 10; i++)
        {
            AllocationProblem problem = Transfers(i);
            taught.Allocate(problem, new RandomStream(1, "a", "b"));
            restored.Allocate(problem, new RandomStream(1, "a", "b"));
            restored.Choice.ShouldBe(taught.Choice);
            taught.Learn(taught.Choice, i);
            restored.Learn(restored.Choice, i);
        }
    }

    public static TheoryData<string> CentralStrategies =>
    [
        .. AllocatorCatalog.Instance.All.Where(s => s.Family == StrategyFamily.Central).Select(s => s.Name)
            .Where(n => n != "adaptive" && !AllocatorCatalog.Instance.IsRouter(n)),
    ];

    [Theory]
    [MemberData(nameof(CentralStrategies))]
    public void Every_central_strategy_may_be_an_arm(string arm)
    {
        ILearningAllocator chooser = Adaptive(new() { Arms = ["static", arm], Effort = 0.05 });
        AllocationProblem problem = ManyShort(0);
        chooser.Objection(problem).ShouldBeNull();
        var asked = new SortedSet<string>(StringComparer.Ordinal);
        for (int i = 0; i < 2; i++)
        {
            chooser.Allocate(problem, new RandomStream(1, "a", "b"));
            asked.Add(chooser.Choice.Split(", ")[0]);
            chooser.Learn(chooser.Choice, 1);
        }

        asked.ShouldContain(arm);
    }

    [Theory]
    [InlineData("contract-net")]
    [InlineData("adaptive")]
    [InlineData("no-such-strategy")]
    public void It_refuses_to_choose_what_is_no_central_strategy(string arm) => Adaptive(new() { Arms = ["heft", arm] })
        .Objection(ManyShort(0)).ShouldBe($"adaptive chooses among central strategies, and '{arm}' is none");

    private static ILearningAllocator Adaptive(StrategyOptions options) =>
        (ILearningAllocator)AllocatorCatalog.Instance.CreateAllocator("adaptive", options);

    private static double CumulatedCost(string name)
    {
        IAllocator allocator = AllocatorCatalog.Instance.CreateAllocator(
            name, new() { Arms = name == "adaptive" ? Arms : [] });
        double sum = 0;
        for (int i = 0; i < 800; i++)
        {
            AllocationProblem problem = i / 200 % 2 == 0 ? ManyShort(i) : Transfers(i);
            Assignment answer = allocator.Allocate(problem, new RandomStream((ulong)i, name, "test"));
            double cost = answer.Objective + (answer.Effort * Thinking);
            sum += cost;
            (allocator as ILearningAllocator)?.Learn(((ILearningAllocator)allocator).Choice, cost);
        }

        return sum;
    }

    /// <summary>Many short tasks on like units: any plan will do, and thinking costs more than it gains.</summary>
    private static AllocationProblem ManyShort(int seed)
    {
        var random = new RandomStream((ulong)seed, "short", "problem");
        return Problem(20, 80 + random.NextInt(20), (_, _) => 1_000_000, _ => []);
    }

    /// <summary>Few tasks with much to carry between unlike units: where they go matters most.</summary>
    private static AllocationProblem Transfers(int seed)
    {
        var random = new RandomStream((ulong)seed, "transfers", "problem");
        return Problem(
            4, 24,
            (a, _) => 1_000_000L * (1 + (3 * a)),
            t => t < 4 ? [] : [new TaskInput(t - 4, 400 + random.NextInt(200)), new TaskInput(random.NextInt(t), 300)]);
    }

    private static AllocationProblem Problem(
        int agents, int tasks, Func<int, int, double> duration, Func<int, IReadOnlyList<TaskInput>> inputs) => new()
        {
            Agents =
            [
                .. Enumerable.Range(0, agents)
                    .Select(a => new AllocationAgent(new AgentId(a + 1), $"unit-{a}") { BytesPerSecond = 100 }),
            ],
            Tasks =
            [
                .. Enumerable.Range(0, tasks)
                    .Select(t => new AllocationTask(new TaskId(t), $"task-{t}") { Inputs = inputs(t) }),
            ],
            Duration = PairTable.Of(agents, tasks, duration),
        };
}
