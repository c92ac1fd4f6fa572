using System.Text.Json.Nodes;
using Shouldly;
using TaskSwarm.Kernel.Runs;
using TaskSwarm.Scenarios.Workflow.Runs;
using TaskSwarm.Tests.Allocation;
using TaskSwarm.Tests.Scenarios.Crew;
using Xunit;

namespace TaskSwarm.Tests.Scenarios.Workflow;

public sealed class WorkflowScenarioTests
{
    /// <summary>
    /// The least that all orders on all units give is the truth: fifteen seconds of makespan, and no tardiness. Every
    /// strategy reaches it, since each task fits one unit alone.
    /// </summary>
    [Theory]
    [InlineData("mip")]
    [InlineData("lp")]
    [InlineData("genetic")]
    [InlineData("annealing")]
    [InlineData("quantum-annealing")]
    [InlineData("heft")]
    [InlineData("longest-path")]
    [InlineData("priority")]
    [InlineData("contract-net")]
    [InlineData("cbba")]
    [InlineData("adaptive")]
    public void Three_tasks_in_a_row_take_the_least_time_that_there_is(string strategy)
    {
        double least = ExhaustiveSearch.Optimum(SomeCrews.ThreeTasks("heft").Whole);
        least.ShouldBe(15);

        RunResult result = SomeWorkflow.RunShipped("workflow/three-tasks.yaml", strategy);

        result.Ledger.Done.ShouldBe(3);
        result.Violations.ShouldBeEmpty();
        result.Metrics.Find("crew.makespan.seconds").ShouldBe(least);
        result.Metrics.Find("crew.tardiness.seconds").ShouldBe(0);
        result.Metrics.Find("best.known.gap.percent").ShouldBe(0);
    }

    [Theory]
    [InlineData("mip")]
    [InlineData("genetic")]
    [InlineData("heft")]
    [InlineData("contract-net")]
    public void Three_tasks_on_resources_of_their_own_end_with_the_longest(string strategy) =>
        SomeWorkflow.RunShipped("assignment/three-resources.yaml", strategy)
            .Metrics.Find("crew.makespan.seconds").ShouldBe(15);

    /// <summary>Planning anew moves tasks about a hundred times, over links on which answers overtake each other.
    /// </summary>
    [Theory]
    [InlineData("genetic")]
    [InlineData("annealing")]
    [InlineData("adaptive")]
    [InlineData("load-balancing")]
    [InlineData("cbba")]
    [InlineData("sequential-auction")]
    public void A_recorded_workflow_is_done_whole_however_often_its_tasks_are_moved(string strategy)
    {
        RunResult result = SomeWorkflow.RunShipped("workflow/montage.yaml", strategy);

        result.Violations.ShouldBeEmpty();
        result.Ledger.Done.ShouldBe(result.Ledger.Count);
    }

    /// <summary>16 MB over the slower of two links, 8 Mbit/s, take 16 s; on the same unit nothing moves.</summary>
    [Theory]
    [InlineData("a", 2, 0)]
    [InlineData("b", 18, 1)]
    public void Inputs_take_their_time_over_the_slower_of_two_links(string second, double makespan, double transfers)
    {
        RunResult result = SomeWorkflow.Run(SomeWorkflow.With($$"""
            units: [{ name: a, bandwidth: 100Mbit/s }, { name: b, bandwidth: 8Mbit/s }]
            tasks:
              - { name: make, work: 1, only: [a] }
              - { name: use, work: 1, only: [{{second}}], inputs: [{ from: make, bytes: 16MB }] }
            """));

        result.Metrics.Find("crew.makespan.seconds").ShouldBe(makespan);
        result.Metrics.Find("crew.transfers").ShouldBe(transfers);
    }

    [Fact]
    public void Cores_storage_and_speed_decide_who_can_do_what_and_how_fast()
    {
        RunResult result = SomeWorkflow.Run(SomeWorkflow.With("""
            units:
              - { name: quick, speed: 4, cores: 1, storage: 1MB }
              - { name: wide, speed: 1, cores: 4, storage: 1GB }
            tasks:
              - { name: small, work: 8 }
              - { name: stored, work: 4, storage: 2MB, cores: 2 }
              - { name: broad, work: 3, cores: 3 }
            """));

        // The wide unit has cores for one of its two tasks at a time; the quick one takes 2 s for 8 units of work.
        result.Metrics.Find("crew.makespan.seconds").ShouldBe(7);
        Plan(result).Select(e => (string?)e!["unit"]).Order(StringComparer.Ordinal)
            .ShouldBe(["quick", "wide", "wide"]);
    }

    [Fact]
    public void A_plan_names_tasks_as_their_file_does_whatever_is_in_the_name()
    {
        const string id = "tasks/\"first\" \\ \u00e4 <1>";
        RunResult result = SomeWorkflow.Run(SomeWorkflow.With("""
            units: [{ name: a, cores: 2 }]
            tasks: [{ name: first, id: "tasks/\"first\" \\ ä <1>", work: 1 }, { name: second, work: 1 }]
            """));

        Plan(result).Select(e => (string?)e!["task"]).ShouldBe([id, "second"]);
        Plan(result).Select(e => (int?)e!["processor"]).ShouldBe([0, 1]);
    }

    [Fact]
    public void What_a_unit_was_at_when_it_crashed_is_lost_and_done_elsewhere()
    {
        RunResult result = SomeWorkflow.Run(SomeWorkflow.With("""
            units: [{ name: a, speed: 2 }, { name: b, speed: 1 }]
            tasks: [{ name: long, work: 20 }]
            faults: [{ at: 14s, crash: a, permanent: true }]
            """));

        result.Metrics.Find("lost.in.crashes").ShouldBe(1);
        result.Metrics.Find("lost.in.crashes.seconds")!.Value.ShouldBe(4, 0.01);
        result.Metrics.Find("crew.makespan.seconds")!.Value.ShouldBeGreaterThan(24);
        Plan(result).Select(e => (string?)e!["unit"]).ShouldBe(["b"]);
    }

    [Fact]
    public void A_straggler_is_taken_back_when_another_unit_idles()
    {
        // Found by trying seeds: with this one the first attempt straggles and the second does not.
        int seed = Enumerable.Range(1, 100).First(s => Straggler(s, takeBack: 0) > 20);

        RunResult result = SomeWorkflow.Run(StragglerText(seed, takeBack: 1.2));

        result.Metrics.Find("crew.stragglers.taken.back")!.Value.ShouldBeGreaterThanOrEqualTo(1);
        result.Metrics.Find("lost.taken.back.seconds")!.Value.ShouldBeGreaterThan(11);
        result.Ledger.Done.ShouldBe(1);
    }

    [Theory]
    [InlineData("mProject_ID0000042", "mProject")]
    [InlineData("sol2sanger_7", "sol2sanger")]
    [InlineData("map-12", "map")]
    [InlineData("17", "17")]
    public void Pictures_colour_tasks_by_what_they_do(string name, string kind) =>
        WorkflowPicture.KindOf(name).ShouldBe(kind);

    [Fact]
    public void A_picture_has_a_row_for_each_core_and_no_two_bars_in_one_place()
    {
        RunResult result = SomeWorkflow.RunShipped("workflow/map-reduce-stragglers.yaml", "contract-net");

        GanttPanel panel = result.Reader<IPictureSource>()!.Picture(result.AgentNames).Panels.OfType<GanttPanel>()
            .ShouldHaveSingleItem();
        panel.Rows.Take(5).ShouldBe(["big-1/1", "big-1/2", "big-2/1", "big-2/2", "small-1"]);
        panel.Bars.Count(b => b.What == "lost").ShouldBe(
            (int)(result.Metrics.Find("lost.in.crashes") + result.Metrics.Find("lost.taken.back"))!);
        foreach (IGrouping<int, GanttBar> row in panel.Bars.GroupBy(b => b.Row))
        {
            GanttBar[] bars = [.. row.OrderBy(b => b.FromSeconds)];
            bars.Zip(bars.Skip(1)).ShouldAllBe(pair => pair.First.ToSeconds <= pair.Second.FromSeconds + 1e-9);
        }
    }

    private static double Straggler(int seed, double takeBack) =>
        SomeWorkflow.Run(StragglerText(seed, takeBack)).Metrics.Find("crew.makespan.seconds")!.Value;

    private static string StragglerText(int seed, double takeBack) => SomeWorkflow.With(
        FormattableString.Invariant($$"""
        units: [{ name: a }, { name: b }]
        tasks: [{ name: long, work: 10 }]
        stragglers: { share: 50%, factor: [3, 3], takeBackAfter: {{takeBack}} }
        """),
        seed: seed);

    private static JsonArray Plan(RunResult result) =>
        JsonNode.Parse(result.Reader<IPlanSource>()!.PlanJson())!["schedule"]!.AsArray();
}
