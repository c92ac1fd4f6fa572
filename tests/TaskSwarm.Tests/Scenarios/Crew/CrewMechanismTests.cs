using Shouldly;
using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Allocation;
using TaskSwarm.Kernel.Faults;
using TaskSwarm.Kernel.Negotiation;
using TaskSwarm.Kernel.Runs;
using TaskSwarm.Kernel.Tasks;
using TaskSwarm.Kernel.Time;
using TaskSwarm.Kernel.World;
using TaskSwarm.Scenarios.Crew;
using TaskSwarm.Scenarios.Crew.Runs;
using Xunit;

namespace TaskSwarm.Tests.Scenarios.Crew;

/// <summary>Stragglers, parts, budgets, teams and cut links, one at a time.</summary>
public sealed class CrewMechanismTests
{
    [Theory]
    [InlineData("heft")]
    [InlineData("contract-net")]
    public void A_straggler_is_taken_back_when_another_is_idle_and_draws_anew(string strategy)
    {
        // One task for two agents: the first attempt takes five times as long, the second draws anew.
        ulong seed = Enumerable.Range(1, 200).Select(s => (ulong)s).First(s =>
            MakespanOf(strategy, s, takeBackAfter: 0) > 49 && MakespanOf(strategy, s, takeBackAfter: 2) < 40);

        RunResult result = Straggling(strategy, seed, takeBackAfter: 2);

        result.Violations.ShouldBeEmpty();
        result.Metrics.Find("crew.stragglers.taken.back").ShouldBe(1);
        result.Metrics.Find("crew.makespan.seconds")!.Value.ShouldBeInRange(30, 31);
        CrewExecution done = SomeCrews.LogOf(result).Done.ShouldHaveSingleItem();
        (done.End - done.Start).Seconds.ShouldBe(10);
    }

    [Fact]
    public void A_divisible_task_is_split_among_the_idle_and_its_successor_waits_for_all_parts()
    {
        CrewPlan plan = SomeCrews.PlanOf("heft", new AllocationProblem
        {
            Now = SomeCrews.Opening,
            Agents = [.. Enumerable.Range(0, 4).Select(a => new AllocationAgent(new AgentId(a + 1), "unit" + a))],
            Tasks =
            [
                new AllocationTask(new TaskId(0), "big"),
                new AllocationTask(new TaskId(1), "sum") { Inputs = [new TaskInput(0, 0)] },
            ],
            Duration = PairTable.Of(4, 2, (_, t) => t == 0 ? 40e6 : 1e6),
        }) with
        {
            Divisible = [new DivisibleTask(0, 1, 8, SimDuration.FromMillis(500))],
        };

        RunResult result = SequentialHost.Run(SomeCrews.Run(plan));

        result.Violations.ShouldBeEmpty();
        result.Ledger.CountOf(TaskState.Done).ShouldBe(5);
        CrewExecution[] parts = [.. SomeCrews.LogOf(result).Done.Where(d => d.Task == 0)];
        parts.Select(p => p.Part).ShouldBe([1, 2, 3, 4], ignoreOrder: true);
        parts.ShouldAllBe(p => p.End - p.Start == SimDuration.FromSeconds(10.5));
        result.Metrics.Find("crew.makespan.seconds")!.Value.ShouldBeInRange(11.5, 11.6);
    }

    [Theory]
    [InlineData("mip")]
    [InlineData("static")]
    [InlineData("contract-net")]
    public void A_budget_of_tenths_is_used_up_to_the_last_tenth_and_never_more(string strategy)
    {
        CrewPlan plan = SomeCrews.PlanOf(strategy, new AllocationProblem
        {
            Now = SomeCrews.Opening,
            Agents =
            [
                .. Enumerable.Range(0, 2).Select(a => new AllocationAgent(new AgentId(a + 1), "unit" + a)
                {
                    Budget = 0.3,
                }),
            ],
            Tasks = [.. Enumerable.Range(0, 7).Select(t => new AllocationTask(new TaskId(t), "task" + t))],
            Duration = PairTable.Same(1e6),
            Need = PairTable.Same(0.1),
            Objective = AllocationObjective.ForCost,
        });

        RunResult result = SequentialHost.Run(SomeCrews.Run(plan));

        result.Violations.ShouldBeEmpty();
        (result.Ledger.CountOf(TaskState.Done), result.Ledger.CountOf(TaskState.Failed)).ShouldBe((6, 1));
    }

    [Theory]
    [InlineData("static")]
    [InlineData("contract-net")]
    public void A_team_whose_member_is_lost_is_dissolved_and_another_is_formed(string strategy)
    {
        // Skill 1 and skill 2 twice; the second welder is far slower to come, but stays.
        Fault[] faults =
        [
            new Fault.Crash(new AgentId(2), SomeCrews.Opening + SimDuration.FromSeconds(4), "a test")
            {
                Permanent = true,
            },
        ];
        RunResult result = SequentialHost.Run(SomeCrews.Run(Lifting(strategy), 0, faults));

        result.Violations.ShouldBeEmpty();
        CrewExecution done = SomeCrews.LogOf(result).Done.ShouldHaveSingleItem();
        done.Agents.ShouldBe([0, 2]);
        done.Start.ShouldBeLessThan(SomeCrews.Opening + SimDuration.FromSeconds(30));
    }

    [Fact]
    public void A_leader_and_a_member_that_never_hear_of_each_other_give_up_in_bounded_time()
    {
        CrewPlan plan = Lifting("contract-net", agents: 2);
        Simulation simulation = SomeCrews.Run(plan);
        simulation = simulation with
        {
            Network = new NetworkModel(
                new LinkSpec(plan.Latency),
                [
                    new LinkCut(
                        SimTime.Zero, SimTime.Never, new HashSet<AgentId> { new(1) }, new HashSet<AgentId> { new(2) }),
                ]),
        };

        RunResult result = SequentialHost.Run(simulation);

        result.Violations.ShouldBeEmpty();
        result.EndReason.ShouldBe("every task is closed");
        TaskRecord task = result.Ledger.Tasks.ShouldHaveSingleItem();
        (task.State, task.Reason).ShouldBe((TaskState.Failed, "its team did not come together"));
    }

    [Fact]
    public void What_lies_behind_a_cut_link_comes_from_the_store()
    {
        CrewPlan plan = SomeCrews.ThreeTasks("heft");
        RunResult result = SequentialHost.Run(SomeCrews.Run(plan) with
        {
            Network = new NetworkModel(
                new LinkSpec(plan.Latency),
                [
                    new LinkCut(
                        SimTime.Zero, SimTime.Never, new HashSet<AgentId> { new(1) }, new HashSet<AgentId> { new(2) }),
                ]),
        });

        result.Violations.ShouldBeEmpty();
        result.Ledger.CountOf(TaskState.Done).ShouldBe(3);
    }

    [Fact]
    public void Work_that_is_certain_keeps_its_slot_through_a_crash_that_is_over_before_its_end()
    {
        // Each of five tasks is committed 10 ms before its end; the crash and the repair fall in between.
        CrewPlan plan = SomeCrews.PlanOf("static", new AllocationProblem
        {
            Now = SomeCrews.Opening,
            Agents = [new AllocationAgent(new AgentId(1), "unit")],
            Tasks = [.. Enumerable.Range(0, 5).Select(t => new AllocationTask(new TaskId(t), "task" + t))],
            Duration = PairTable.Same(5e6),
        });
        RunResult result = SequentialHost.Run(SomeCrews.Run(plan, 0,
        [
            new Fault.Crash(new AgentId(1), SomeCrews.Opening + SimDuration.FromMillis(4_992), "a test")
            {
                RepairAfter = SimDuration.FromMillis(1),
            },
        ]));

        result.Violations.ShouldBeEmpty();
        result.Ledger.CountOf(TaskState.Done).ShouldBe(5);
    }

    private static double MakespanOf(string strategy, ulong seed, double takeBackAfter) =>
        Straggling(strategy, seed, takeBackAfter).Metrics.Find("crew.makespan.seconds")!.Value;

    private static RunResult Straggling(string strategy, ulong seed, double takeBackAfter) =>
        SequentialHost.Run(SomeCrews.Run(SomeCrews.PlanOf(strategy, new AllocationProblem
        {
            Now = SomeCrews.Opening,
            Agents = [.. Enumerable.Range(0, 2).Select(a => new AllocationAgent(new AgentId(a + 1), "unit" + a))],
            Tasks = [new AllocationTask(new TaskId(0), "task")],
            Duration = PairTable.Same(10e6),
        }) with
        {
            Seed = seed,
            Stragglers = new StragglerModel(0.5, 5, 5) { TakeBackAfter = takeBackAfter },
        }));

    private static CrewPlan Lifting(string strategy, int agents = 3) => SomeCrews.PlanOf(strategy, new AllocationProblem
    {
        Now = SomeCrews.Opening,
        Agents =
        [
            .. Enumerable.Range(0, agents).Select(a => new AllocationAgent(new AgentId(a + 1), "unit" + a)
            {
                Skills = a == 0 ? 1UL : 2UL,
                Place = new Vec3(a == 2 ? 20 : 5, 0, 0),
                Speed = 1,
            }),
        ],
        Tasks =
        [
            new AllocationTask(new TaskId(0), "lift")
            {
                Skills = 3,
                IsCoalition = true,
                Place = new Vec3(0, 0, 0),
            },
        ],
        Duration = PairTable.Same(10e6),
    }) with
    {
        ContractNet = new ContractNetOptions { MaxReannouncements = 3 },
    };
}
