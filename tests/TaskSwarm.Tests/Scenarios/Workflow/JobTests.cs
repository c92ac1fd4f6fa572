using Shouldly;
using TaskSwarm.Kernel.Runs;
using TaskSwarm.Kernel.Tasks;
using TaskSwarm.Kernel.Time;
using Xunit;

namespace TaskSwarm.Tests.Scenarios.Workflow;

public sealed class JobTests
{
    private static readonly SimTime Opening = SimTime.FromSeconds(10);

    private const string Head = """
        units: [{ name: a, speed: 2 }, { name: b, count: 2 }]
        jobs:
          templates:
            query: { due: 2s, tasks: [{ name: answer, work: 1 }] }
            chain: { due: 3s, tasks: [{ name: first, work: 4 }, { name: last, work: 2, after: [first] }] }
          phases:

        """;

    [Fact]
    public void A_job_is_known_and_begun_when_it_arrives_and_named_by_its_number()
    {
        RunResult result = Run("heft", "    - { name: all, for: 1min, arrivals: [{ job: chain, at: [5s, 30s] }] }");

        result.Ledger.Tasks.Select(t => t.Name)
            .ShouldBe(["job-01/first", "job-01/last", "job-02/first", "job-02/last"]);
        result.Ledger.Tasks.Select(t => (t.AnnouncedAt - Opening).Seconds).ShouldBe([5, 5, 30, 30]);
        result.Ledger.Tasks.Select(t => (t.Release - Opening).Seconds).ShouldBe([5, 5, 30, 30]);
        result.Ledger.Tasks.Select(t => t.Due == SimTime.Never).ShouldBe([true, false, true, false]);

        // Six units of work on the quick unit, and the way of the award.
        Find(result, "jobs.response.seconds.mean").ShouldBe(3, 0.01);
        Find(result, "jobs.deadline.misses").ShouldBe(2);
        Find(result, "jobs.tardiness.seconds").ShouldBe(0, 0.02);
    }

    [Fact]
    public void Figures_tell_each_phase_apart()
    {
        RunResult result = Run("heft", """
                - { name: light, for: 1min, arrivals: [{ job: query, at: [1s, 20s] }] }
                - { name: none, for: 1min }
                - { name: heavy, for: 1min, arrivals: [{ job: chain, at: [1s, 2s, 3s, 4s] }] }
            """);

        Find(result, "jobs.total").ShouldBe(6);
        Find(result, "jobs.done").ShouldBe(6);
        Find(result, "jobs.phase.light.response.seconds.max").ShouldBe(0.5, 0.01);
        Find(result, "jobs.phase.heavy.response.seconds.mean").ShouldBeGreaterThan(3);
        result.Metrics.Find("jobs.phase.none.response.seconds.mean").ShouldBeNull();
    }

    [Theory]
    [InlineData("static")]
    [InlineData("contract-net")]
    public void Arrivals_are_the_same_under_every_strategy_and_others_with_another_seed(string strategy)
    {
        const string phases = "    - { name: all, for: 1min, arrivals: [{ job: query, every: 2s, scale: [0.5, 2] }] }";
        RunResult one = Run("heft", phases), other = Run(strategy, phases);

        Releases(other).ShouldBe(Releases(one));
        Releases(Run("heft", phases, seed: 2)).ShouldNotBe(Releases(one));
    }

    [Fact]
    public void A_change_of_one_entry_leaves_the_arrivals_of_the_others()
    {
        const string calm = "    - { name: calm, for: 1min, arrivals: [{ job: query, every: 2s }] }\n";
        RunResult one = Run("heft", calm + "    - { name: more, for: 1min, arrivals: [{ job: chain, every: 9s }] }");
        RunResult other = Run("heft", calm + "    - { name: more, for: 1min, arrivals: [{ job: chain, every: 1s }] }");

        SimTime end = Opening + SimDuration.FromSeconds(60);
        Releases(other).Where(r => r < end).ShouldBe(Releases(one).Where(r => r < end));
        Releases(other).Count().ShouldBeGreaterThan(Releases(one).Count());
    }

    /// <summary>300 arrivals are expected, with a standard deviation of 17.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Random_arrivals_keep_their_rate(int seed)
    {
        RunResult result = Run(
            "priority", "    - { name: all, for: 10min, arrivals: [{ job: query, every: 2s }] }", seed);

        Find(result, "jobs.total").ShouldBeInRange(300 - (4 * 17), 300 + (4 * 17));
        double[] gaps = [.. Releases(result).Zip(Releases(result).Skip(1), (a, b) => (b - a).Seconds)];
        double mean = gaps.Average();
        double deviation = Math.Sqrt(gaps.Average(g => (g - mean) * (g - mean)));

        // Of an exponential distribution the two are equal.
        (deviation / mean).ShouldBeInRange(0.8, 1.2);
    }

    private static IEnumerable<SimTime> Releases(RunResult result) => result.Ledger.Tasks.Select(t => t.Release);

    private static RunResult Run(string strategy, string phases, int seed = 1)
    {
        RunResult result = SomeWorkflow.Run(SomeWorkflow.With(Head + phases, strategy, seed));
        result.Ledger.Tasks.ShouldAllBe(t => t.State == TaskState.Done);
        return result;
    }

    private static double Find(RunResult result, string name) => result.Metrics.Find(name).ShouldNotBeNull(name);
}
