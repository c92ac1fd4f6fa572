using Shouldly;
using TaskSwarm.Actors;
using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Allocation;
using TaskSwarm.Kernel.Faults;
using TaskSwarm.Kernel.Runs;
using TaskSwarm.Kernel.Tasks;
using TaskSwarm.Kernel.Time;
using TaskSwarm.Scenarios.Crew;
using TaskSwarm.Tests.Kernel.Agents;
using Xunit;

namespace TaskSwarm.Tests.Scenarios.Crew;

/// <summary>Contract nets that auction again what they have awarded.</summary>
public sealed class ReauctionTests
{
    private static readonly string[] Nets = ["contract-net", "iterated-contract-net"];

    [Fact]
    public void No_law_is_broken_and_every_task_comes_to_an_end_under_any_fault() =>
        LawCases.ForSeeds(150, seed => CrewLaws.Check((ulong)seed, Nets[seed % 2]));

    [Fact]
    public void A_crew_captured_in_any_window_is_restored_whole() => LawCases.ForSeeds(30, seed =>
        CaptureCheck.Run(RandomCrews.Of((ulong)seed, Nets[seed % 2]), 1 + (seed % 50)).ShouldBeEmpty());

    [Fact]
    public void The_digest_does_not_depend_on_the_partition() => LawCases.ForSeeds(30, seed =>
    {
        Simulation simulation = RandomCrews.Of((ulong)seed, Nets[seed % 2]);
        SequentialHost.Run(new RunCore(simulation, 2 + (seed % 5))).Digest.ShouldBe(
            SequentialHost.Run(simulation).Digest);
    });

    [Fact]
    public void Where_budgets_bind_it_leaves_no_more_tasks_and_costs_no_more() => LawCases.ForSeeds(40, seed =>
    {
        CrewPlan plan = SomeCrews.RandomCosts("contract-net", (ulong)seed, 2 + (seed % 4), 6 + (seed / 4 % 15));
        double plain = ObjectiveOf(Run(Plain(plan)), plan);
        double again = ObjectiveOf(Run(plan), plan);
        again.ShouldBeLessThanOrEqualTo(plain * (1 + 1e-9));
    });

    [Theory]
    [InlineData("contract-net")]
    [InlineData("iterated-contract-net")]
    public void Tasks_for_which_greed_has_left_no_room_find_a_place(string strategy)
    {
        CrewPlan plan = Tight(strategy);
        Run(Plain(plan)).Ledger.Done.ShouldBe(2);

        RunResult result = Run(plan);

        result.Ledger.Done.ShouldBe(3);
        result.Metrics.Find("reauction.moved")!.Value.ShouldBeGreaterThanOrEqualTo(2);
        SomeCrews.LogOf(result).Done.Sum(e => plan.Whole.Cost[e.Agents[0], e.Task]).ShouldBe(14);
    }

    [Fact]
    public void Whoever_is_silent_keeps_what_it_holds()
    {
        // The silence begins when the calls are over and ends before anybody is missed.
        CrewPlan plan = Tight("contract-net");
        SimTime from = SimTime.FromSeconds(0.065);
        Fault[] faults = [new Fault.Silence(new AgentId(1), from, from + SimDuration.FromSeconds(1.2))];

        RunResult result = SequentialHost.Run(SomeCrews.Run(plan, faults: faults));

        result.Violations.ShouldBeEmpty();
        result.Metrics.Find("reauction.silent").ShouldBe(1);
        result.Metrics.Find("reauction.moved").ShouldBe(0);
        result.Metrics.Find("failures.detected").ShouldNotBe(1);
    }

    [Fact]
    public void New_tasks_are_called_for_at_once_whatever_is_thought_about()
    {
        SimTime known = SimTime.FromSeconds(10);
        CrewPlan graph = SomeCrews.RandomGraph("contract-net", 3, 4, 20);
        CrewPlan plan = graph with
        {
            ThinkingStep = new SimDuration(30),
            KnownFrom = [.. Enumerable.Range(0, 20).Select(t => t == 19 ? known : SimTime.Zero)],
        };

        TaskRecord late = Run(plan).Ledger.Tasks.Single(t => t.Id.Number == 19);

        late.FirstAwardAt.ShouldBeLessThan(known + SimDuration.FromMillis(100));
        Run(graph).Metrics.Find("reauction.decided")!.Value.ShouldBeGreaterThan(0);
    }

    [Theory]
    [InlineData("contract-net")]
    [InlineData("iterated-contract-net")]
    public void The_digest_is_the_same_on_all_hosts(string strategy)
    {
        Simulation simulation = SomeCrews.Run(
            SomeCrews.RandomGraph(strategy, 7, 5, 30), 0.02, SomeCrews.FaultsOf(7, SomeCrews.Opening, 20), 5_000);
        RunResult oracle = SequentialHost.Run(simulation);
        oracle.Metrics.Find("reauction.moved")!.Value.ShouldBeGreaterThan(0);
        SequentialHost.Run(new RunCore(simulation, regions: 3)).Digest.ShouldBe(oracle.Digest);
        ActorHost.Run(new RunCore(simulation, 4), new ActorHostOptions { Workers = 2 }).Digest.ShouldBe(oracle.Digest);
    }

    private static RunResult Run(CrewPlan plan)
    {
        RunResult result = SequentialHost.Run(SomeCrews.Run(plan));
        result.Outcome.ShouldBe(RunOutcome.Completed, result.Failure?.ToString());
        result.Violations.ShouldBeEmpty();
        CrewTests.LawsHold(plan, SomeCrews.LogOf(result));
        return result;
    }

    private static CrewPlan Plain(CrewPlan plan) => plan with
    {
        Options = plan.Options with { Rule = StrategyOptions.PlainRule },
    };

    private static double ObjectiveOf(RunResult result, CrewPlan plan) =>
        (plan.Whole.Objective.Unplaced * (result.Ledger.Count - result.Ledger.Done))
        + SomeCrews.LogOf(result).Done.Sum(e => plan.Whole.Cost[e.Agents[0], e.Task]);

    /// <summary>The first task goes to the agent that alone could take the third.</summary>
    private static CrewPlan Tight(string strategy)
    {
        double[][] cost = [[1, 1, 5], [9, 8, double.PositiveInfinity]];
        return SomeCrews.PlanOf(strategy, new AllocationProblem
        {
            Now = SomeCrews.Opening,
            Agents =
            [
                .. Enumerable.Range(0, 2).Select(a => new AllocationAgent(new AgentId(a + 1), "unit" + a)
                {
                    Budget = a == 0 ? 2 : 1,
                }),
            ],
            Tasks =
            [
                .. Enumerable.Range(0, 3).Select(t => new AllocationTask(new TaskId(t), "task" + t)
                {
                    Release = SomeCrews.Opening,
                    Priority = 3 - t,
                }),
            ],
            Duration = PairTable.Of(2, 3, (a, t) => double.IsFinite(cost[a][t]) ? 1e6 : double.PositiveInfinity),
            Cost = PairTable.Of(2, 3, (a, t) => double.IsFinite(cost[a][t]) ? cost[a][t] : 0),
            Need = PairTable.Same(1),
            Objective = AllocationObjective.ForCost,
        });
    }
}
