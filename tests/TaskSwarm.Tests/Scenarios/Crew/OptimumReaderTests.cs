using Shouldly;
using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Allocation;
using TaskSwarm.Kernel.Faults;
using TaskSwarm.Kernel.Metrics;
using TaskSwarm.Kernel.Random;
using TaskSwarm.Kernel.Runs;
using TaskSwarm.Kernel.Tasks;
using TaskSwarm.Kernel.Time;
using TaskSwarm.Scenarios.Crew;
using TaskSwarm.Scenarios.Crew.Runs;
using Xunit;

namespace TaskSwarm.Tests.Scenarios.Crew;

public sealed class OptimumReaderTests
{
    private static readonly string[] Strategies =
        ["static", "load-balancing", "heft", "mip", "lp", "genetic", "contract-net", "sequential-auction"];

    [Theory]
    [InlineData("mip")]
    [InlineData("contract-net")]
    public void Tasks_that_leave_no_choice_are_done_as_the_optimum_says(string strategy)
    {
        RunResult result = Run(SomeCrews.ThreeTasks(strategy));
        result.Violations.ShouldBeEmpty();
        result.Metrics.Find("optimum.objective").ShouldBe(15);
        result.Metrics.Find("optimum.ratio")!.Value.ShouldBe(1, 0.01);
    }

    [Fact]
    public void A_poor_strategy_is_told_by_how_much_it_is_worse_and_an_exact_one_is_not()
    {
        Run(SomeCrews.RandomGraph("static", 3, 3, 8)).Metrics.Find("optimum.ratio")!.Value.ShouldBeGreaterThan(1.2);
        Run(SomeCrews.RandomGraph("mip", 3, 3, 8)).Metrics.Find("optimum.ratio")!.Value.ShouldBe(1, 0.02);
    }

    [Fact]
    public void A_run_is_the_same_with_and_without_it()
    {
        CrewPlan plan = SomeCrews.RandomGraph("heft", 5, 3, 8);
        SequentialHost.Run(SomeCrews.Run(plan)).Digest.ShouldBe(Run(plan).Digest);
    }

    [Fact]
    public void A_larger_problem_is_not_solved() =>
        Run(SomeCrews.RandomGraph("heft", 5, 3, OptimumReader.MostTasks + 1)).Metrics.Find("optimum.objective")
            .ShouldBeNull();

    [Fact]
    public void No_run_is_better_than_the_optimum_whatever_is_lost_or_slows_down() => LawCases.ForSeeds(
        15, seed =>
        {
            CrewPlan plan = SomeCrews.RandomGraph(
                Strategies[seed % Strategies.Length], (ulong)seed, 1 + (seed % 4), 1 + (seed % 9));
            Fault[] faults = seed % 3 == 0
                ? [new Fault.SlowDown(new AgentId(1), SomeCrews.Opening, SimTime.Never, 0.5)]
                : [];
            RunResult result = Run(plan, loss: seed % 2 == 0 ? 0.1 : 0, faults);
            result.Violations.Where(v => v.Law == "optimum").ShouldBeEmpty();
            if (result.Metrics.Find("optimum.ratio") is { } ratio)
            {
                ratio.ShouldBeGreaterThanOrEqualTo(1 - 1e-6);
            }
        });

    [Fact]
    public void A_schedule_that_is_shorter_than_can_be_is_a_violation()
    {
        OptimumReader reader = Forged([], out _, Done(0, 0, 5), Done(1, 4, 9), Done(2, 9, 14));
        reader.Violations.Select(v => v.ToString()).ShouldBe(
            ["optimum: at 74s: comes to 14, better than the proven optimum 15"]);
    }

    [Fact]
    public void Who_is_sped_up_may_be_faster() => Forged(
        [new Fault.SlowDown(new AgentId(2), SimTime.Zero, SimTime.Never, 2)], out _,
        Done(0, 0, 5), Done(1, 5, 7.5), Done(2, 7.5, 12.5)).Violations.ShouldBeEmpty();

    [Fact]
    public void What_was_not_done_is_counted_and_not_mixed_with_costs()
    {
        Forged([], out MetricSet metrics, Done(0, 0, 5));
        metrics.Find("optimum.tasks.missed").ShouldBe(2);
        metrics.Find("optimum.ratio").ShouldBeNull();
    }

    [Theory]
    [InlineData(-100, -80, 1.2)]
    [InlineData(-100, 20, 2.2)]
    [InlineData(50, 75, 1.5)]
    [InlineData(0, 0, 1.0)]
    public void A_ratio_above_one_is_worse_whatever_the_sign(double optimum, double achieved, double ratio) =>
        OfCost(optimum, achieved).Find("optimum.ratio")!.Value.ShouldBe(ratio, 1e-9);

    [Fact]
    public void Against_an_optimum_of_nothing_the_difference_is_told()
    {
        MetricSet metrics = OfCost(0, 7);
        metrics.Find("optimum.ratio").ShouldBeNull();
        metrics.Find("optimum.excess").ShouldBe(7);
    }

    /// <summary>One task, which the second of two agents does at a cost.</summary>
    private static MetricSet OfCost(double optimum, double achieved)
    {
        CrewPlan plan = SomeCrews.ThreeTasks("mip") with
        {
            Whole = new AllocationProblem
            {
                Now = SomeCrews.Opening,
                Agents = [new AllocationAgent(new AgentId(1), "a"), new AllocationAgent(new AgentId(2), "b")],
                Tasks = [new AllocationTask(new TaskId(0), "t")],
                Cost = PairTable.PerAgent([optimum, achieved]),
                Objective = AllocationObjective.ForCost,
            },
        };
        var metrics = new MetricSet();
        new OptimumReader(plan, []).Compare(
            metrics, new Assignment([new Placement([0], SimTime.Zero, SimTime.Zero)], optimum),
            [new CrewExecution(0, 0, [1], SomeCrews.Opening, SomeCrews.Opening)]);
        return metrics;
    }

    private static OptimumReader Forged(Fault[] faults, out MetricSet metrics, params CrewExecution[] done)
    {
        CrewPlan plan = SomeCrews.ThreeTasks("mip");
        Assignment optimum = plan.Strategies.CreateAllocator("mip", new StrategyOptions())
            .Allocate(plan.Whole, new RandomStream(1, "optimum", "test"));
        optimum.IsOptimal.ShouldBeTrue();
        var reader = new OptimumReader(plan, faults);
        metrics = new MetricSet();
        reader.Compare(metrics, optimum, done);
        return reader;
    }

    private static CrewExecution Done(int task, double start, double end) => new(
        task, 0, [task], SomeCrews.Opening + SimDuration.FromSeconds(start),
        SomeCrews.Opening + SimDuration.FromSeconds(end));

    private static RunResult Run(CrewPlan plan, double loss = 0, IReadOnlyList<Fault>? faults = null) =>
        SequentialHost.Run(SomeCrews.Run(plan, loss, faults) with
        {
            CreateReaders = () => [new CrewLog(plan, "crew"), new OptimumReader(plan, faults ?? [])],
        });
}
