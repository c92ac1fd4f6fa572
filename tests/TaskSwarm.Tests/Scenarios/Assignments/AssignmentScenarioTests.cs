using Shouldly;
using TaskSwarm.Hosting.Runs;
using TaskSwarm.Kernel.Runs;
using TaskSwarm.Kernel.Tasks;
using TaskSwarm.Scenarios.Format;
using Xunit;

namespace TaskSwarm.Tests.Scenarios.Assignments;

public sealed class AssignmentScenarioTests
{
    private const string Head = """
        taskswarm: 1
        kind: assignment
        name: some
        duration: 5min
        network: { latency: 5ms }
        allocation: { strategy: STRATEGY }

        """;

    /// <summary>The least makespan of tasks that are bound to a resource of their own, by trying all ways.</summary>
    [Theory]
    [InlineData("contract-net")]
    [InlineData("static")]
    [InlineData("load-balancing")]
    public void Tasks_on_resources_of_their_own_are_done_when_the_longest_is(string strategy)
    {
        int[] lengths = [5, 10, 15];
        int least = Ways(lengths.Length).Where(way => way.Select((r, t) => r == t).All(own => own))
            .Min(way => Enumerable.Range(0, 3).Max(r => lengths.Where((_, t) => way[t] == r).Sum()));

        RunResult result = Run(strategy, """
            agents: [{ name: r1 }, { name: r2 }, { name: r3 }]
            tasks:
              - { name: short, duration: 5s, only: [r1] }
              - { name: middle, duration: 10s, only: [r2] }
              - { name: long, duration: 15s, only: [r3] }
            """);

        result.Ledger.CountOf(TaskState.Done).ShouldBe(3);
        result.Metrics.Find("crew.makespan.seconds").ShouldBe(least);
    }

    [Fact]
    public void A_coalition_starts_when_its_last_member_is_there()
    {
        RunResult result = Run("static", """
            agents:
              - { name: near, skills: [lift], at: [1m, 0m], speed: 1m/s }
              - { name: far, skills: [weld], at: [9m, 0m], speed: 1m/s }
            tasks:
              - { name: frame, skills: [lift, weld], team: true, at: [0m, 0m], duration: 10s }
            """);

        result.Ledger.Done.ShouldBe(1);
        result.Metrics.Find("crew.makespan.seconds").ShouldBe(19);
    }

    /// <summary>Whoever takes the cheapest agent first has nobody left for the last task.</summary>
    [Theory]
    [InlineData("contract-net", 3)]
    [InlineData("iterated-contract-net", 3)]
    [InlineData("lp", 3)]
    [InlineData("mip", 3)]
    [InlineData("genetic", 3)]
    [InlineData("adaptive", 3)]
    [InlineData("sequential-auction", 2)]
    public void Where_budgets_bind_all_tasks_find_an_agent_unless_greed_decides(string strategy, int done)
    {
        RunResult result = Run(strategy, """
            planning: 5s
            agents: [{ name: a, budget: 2 }, { name: b, budget: 1 }]
            tasks:
              - { name: first, cost: [1, 9], need: 1 }
              - { name: second, cost: [1, 8], need: 1 }
              - { name: third, cost: [5, 5], need: 1, only: [a] }
            """);

        result.Ledger.Done.ShouldBe(done);
    }

    /// <summary>The shipped coalition, 1p_000000 of the MRTA benchmark, whose optimum is 570.16711 s. That schedules
    /// are sound is the monitor's to say, and in the system tests the public checker's.</summary>
    [Theory]
    [InlineData("mip", 570.1671)]
    [InlineData("genetic", 600)]
    [InlineData("contract-net", 750)]
    [InlineData("iterated-contract-net", 750)]
    [InlineData("static", 750)]
    [InlineData("heft", 750)]
    public void Coalitions_are_carried_out_as_they_are_planned(string strategy, double most)
    {
        ScenarioResult loaded = ScenarioLoading.Loader().LoadFile(
            Shipped("coalition.yaml"), new ScenarioOverrides { Strategy = strategy });
        RunResult result = SequentialHost.Run(loaded.Simulation.ShouldNotBeNull());

        result.Violations.ShouldBeEmpty();
        result.Ledger.CountOf(TaskState.Done).ShouldBe(8);
        result.Metrics.Find("tasks.reannounced").GetValueOrDefault().ShouldBe(0);
        result.Metrics.Find("crew.makespan.seconds")!.Value.ShouldBeInRange(570.1671, most + 0.001);
    }

    [Fact]
    public void A_strategy_that_cannot_form_coalitions_says_so_before_the_run() =>
        ScenarioLoading.Loader().LoadFile(Shipped("coalition.yaml"), new ScenarioOverrides { Strategy = "lp" })
            .Problems.ShouldHaveSingleItem().ToString().ShouldContain("some need a coalition");

    [Fact]
    public void What_no_budget_holds_fails_with_a_reason_and_the_rest_is_done()
    {
        RunResult result = Run("priority", """
            agents: [{ name: small, budget: 3 }]
            tasks: [{ name: fits, need: 2 }, { name: heavy, need: 5 }]
            """);

        result.Ledger.Done.ShouldBe(1);
        result.Ledger.Find(new TaskId(1))!.State.ShouldBe(TaskState.Failed);
        result.Ledger.Find(new TaskId(1))!.Reason.ShouldNotBeNullOrEmpty();
    }

    [Theory]
    [InlineData("tasks: [{ name: a, cost: [1, 2, 3] }]", "one value, or 2")]
    [InlineData("tasks: [{ name: a, only: [r9] }]", "the name of an agent")]
    [InlineData("tasks: [{ name: a, after: [b] }]", "the name of a task")]
    [InlineData("tasks: [{ name: a, after: [b] }, { name: b, after: [a] }]", "no such circle")]
    [InlineData("tasks: [{ name: a }, { name: a }]", "a name that no other task has")]
    public void What_does_not_fit_is_named(string tasks, string expected) =>
        Load("static", "agents: [{ name: r1 }, { name: r2 }]\n" + tasks).Problems.Single().Expected
            .ShouldContain(expected);

    private static RunResult Run(string strategy, string rest)
    {
        ScenarioResult loaded = Load(strategy, rest);
        loaded.Problems.ShouldBeEmpty();
        return SequentialHost.Run(loaded.Simulation!);
    }

    private static ScenarioResult Load(string strategy, string rest) => ScenarioLoading.Loader().LoadText(
        "some.yaml", Head.Replace("STRATEGY", strategy, StringComparison.Ordinal) + rest, ScenarioOverrides.None);

    private static string Shipped(string file)
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.ShouldNotBeNull().FullName, "TaskSwarm.sln")))
        {
            folder = folder.Parent;
        }

        return Path.Combine(folder.FullName, "scenarios", "assignment", file);
    }

    private static IEnumerable<int[]> Ways(int tasks) =>
        from a in Enumerable.Range(0, tasks)
        from b in Enumerable.Range(0, tasks)
        from c in Enumerable.Range(0, tasks)
        select (int[])[a, b, c];
}
