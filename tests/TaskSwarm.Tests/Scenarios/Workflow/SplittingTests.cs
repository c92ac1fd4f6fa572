using Shouldly;
using TaskSwarm.Kernel.Runs;
using TaskSwarm.Kernel.Tasks;
using Xunit;

namespace TaskSwarm.Tests.Scenarios.Workflow;

/// <summary>A task is split, it is judged how finely, and the next of its family is split by what was learnt.</summary>
public sealed class SplittingTests
{
    private const string Unlike = """
        units: [{ name: quick, speed: 4 }, { name: slow, count: 3, speed: 1 }]

        """;

    private const string Alike = """
        units: [{ name: even, count: 4 }]

        """;

    [Theory]
    [InlineData("heft")]
    [InlineData("contract-net")]
    public void Splits_with_much_idling_make_the_next_ones_finer(string strategy)
    {
        RunResult result = Run(strategy, Unlike + Rounds(work: 120, overhead: "10ms"));

        // Four parts of 30 s: the quick unit idles most of the time while the slow ones do theirs.
        Find(result, "split.01.map-1.parts").ShouldBe(4);
        Find(result, "split.01.map-1.idle.share").ShouldBeGreaterThan(0.2);
        Find(result, "split.02.map-2.grain").ShouldBe(1.5);
        Find(result, "split.02.map-2.parts").ShouldBe(6);
        Find(result, "split.03.map-3.parts").ShouldBeGreaterThanOrEqualTo(6);
        Find(result, "split.03.map-3.idle.share").ShouldBeLessThan(Find(result, "split.01.map-1.idle.share"));
    }

    [Theory]
    [InlineData("heft")]
    [InlineData("contract-net")]
    public void Splits_with_much_overhead_make_the_next_ones_coarser(string strategy)
    {
        RunResult result = Run(strategy, Alike + Rounds(work: 12, overhead: "2s"));

        Find(result, "split.01.map-1.overhead.share").ShouldBeGreaterThan(0.1);
        Find(result, "split.02.map-2.grain").ShouldBe(1 / 1.5, 1e-9);
        Find(result, "split.02.map-2.parts").ShouldBeLessThan(Find(result, "split.01.map-1.parts"));
        Find(result, "split.03.map-3.overhead.share").ShouldBeLessThan(
            Find(result, "split.01.map-1.overhead.share"));
    }

    [Fact]
    public void What_one_family_has_learnt_is_nothing_to_another()
    {
        RunResult result = Run("heft", Unlike + """
            tasks:
              - { name: map-1, work: 120, divisible: { greatest: 40, overhead: 10ms } }
              - { name: reduce-1, work: 12, after: [map-1], divisible: { greatest: 40, overhead: 2s } }
              - { name: map-2, work: 120, after: [reduce-1], divisible: { greatest: 40, overhead: 10ms } }
              - { name: reduce-2, work: 12, after: [map-2], divisible: { greatest: 40, overhead: 2s } }
            """);

        Find(result, "split.02.reduce-1.grain").ShouldBe(1);
        Find(result, "split.03.map-2.grain").ShouldBe(1.5);
        Find(result, "split.04.reduce-2.grain").ShouldBeLessThan(1);
        (Find(result, "splits.made.finer"), Find(result, "splits.made.coarser")).ShouldBe((1, 1));
    }

    [Theory]
    [InlineData("{ least: 7, greatest: 9 }", 7)]
    [InlineData("{ least: 1, greatest: 2 }", 2)]
    public void A_task_is_split_into_no_fewer_and_no_more_parts_than_it_says(string divisible, int parts)
    {
        RunResult result = Run("heft", Unlike + $"tasks: [{{ name: map, work: 60, divisible: {divisible} }}]");

        Find(result, "split.01.map.parts").ShouldBe(parts);
        result.Ledger.Done.ShouldBe(parts);
    }

    [Theory]
    [InlineData("heft")]
    [InlineData("contract-net")]
    [InlineData("static")]
    public void A_part_that_failed_is_done_by_another_unit_and_its_successor_waits(string strategy)
    {
        RunResult result = Run(strategy, Unlike + """
            tasks:
              - { name: map, work: 120, divisible: { least: 8, greatest: 8 } }
              - { name: merge, work: 1, inputs: [{ from: map, bytes: 1MB }] }
            faults: [{ at: 15s, crash: "slow-*", repair: 2s }]
            """);

        result.Ledger.Tasks.Count().ShouldBe(9);
        result.Ledger.Tasks.ShouldAllBe(t => t.State == TaskState.Done);
        Find(result, "lost.in.crashes").ShouldBeGreaterThanOrEqualTo(1);
        Find(result, "crew.reallocated").ShouldBeGreaterThanOrEqualTo(Find(result, "lost.in.crashes"));
    }

    [Fact]
    public void Cores_that_work_on_something_else_do_not_count_as_idle()
    {
        RunResult result = Run("heft", Unlike + """
            tasks:
              - { name: busy, work: 300, only: [slow-1] }
              - { name: start, work: 4, only: [quick] }
              - { name: map, work: 60, after: [start], divisible: { greatest: 40 } }
            """);

        Find(result, "split.01.map.parts").ShouldBe(3);
    }

    private static string Rounds(int work, string overhead)
    {
        string divisible = $"divisible: {{ greatest: 40, overhead: {overhead} }}";
        return $$"""
            tasks:
              - { name: map-1, work: {{work}}, {{divisible}} }
              - { name: map-2, work: {{work}}, after: [map-1], {{divisible}} }
              - { name: map-3, work: {{work}}, after: [map-2], {{divisible}} }
            """;
    }

    private static RunResult Run(string strategy, string rest) =>
        SomeWorkflow.Run(SomeWorkflow.With(rest, strategy));

    private static double Find(RunResult result, string name) => result.Metrics.Find(name).ShouldNotBeNull(name);
}
