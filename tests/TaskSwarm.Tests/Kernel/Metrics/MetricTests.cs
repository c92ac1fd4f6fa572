using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Shouldly;
using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Events;
using TaskSwarm.Kernel.Faults;
using TaskSwarm.Kernel.Metrics;
using TaskSwarm.Kernel.Tasks;
using TaskSwarm.Kernel.Time;
using Xunit;

namespace TaskSwarm.Tests.Kernel.Metrics;

public sealed class MetricTests
{
    [Fact]
    public void Percentiles_are_nearest_rank()
    {
        Distribution twenty = Of([.. Enumerable.Range(1, 20).Select(i => (double)i)]);
        (twenty.Percentile(0), twenty.Percentile(0.5), twenty.Percentile(0.95), twenty.Percentile(1))
            .ShouldBe((1, 10, 19, 20));
        Distribution one = Of(7);
        (one.Percentile(0), one.Percentile(0.5), one.Percentile(1)).ShouldBe((7, 7, 7));
    }

    [Fact]
    public void Without_samples_there_is_nothing_to_tell()
    {
        var metrics = new MetricSet();
        new Distribution().Report(metrics, "x");
        metrics.Values.ShouldBeEmpty();
        double.IsNaN(new Distribution().Percentile(0.5)).ShouldBeTrue();
        double.IsNaN(new Distribution().Mean).ShouldBeTrue();
    }

    [Property]
    public Property The_order_of_samples_changes_no_bit_of_a_figure() => Prop.ForAll(
        Gen.Choose(-1_000_000, 1_000_000).Select(i => i / 977.0).NonEmptyListOf().ToArbitrary(),
        samples =>
        {
            Distribution forth = Of([.. samples]), back = Of([.. Enumerable.Reverse(samples)]);
            back.Mean.ShouldBe(forth.Mean);
            back.Percentile(0.95).ShouldBe(forth.Percentile(0.95));
        });

    [Fact]
    public void A_figure_that_is_not_finite_is_left_out()
    {
        var metrics = new MetricSet();
        metrics.Set("b", double.NaN);
        metrics.Set("a", double.PositiveInfinity);
        metrics.Set("z", 1);
        metrics.Set("c", 2);
        metrics.Values.Keys.ShouldBe(["c", "z"]);
        (metrics.Find("c"), metrics.Find("a")).ShouldBe((2.0, null));
    }

    [Theory]
    [InlineData(new[] { 4 }, 1.0)]
    [InlineData(new[] { 2, 2, 2 }, 1.0)]
    [InlineData(new[] { 1, 3 }, 0.8)]
    [InlineData(new[] { 1, 1, 4 }, 36.0 / 54)]
    public void Fairness_is_Jains_index(int[] tasksEach, double expected) =>
        Figures(Ledger(tasksEach)).Find("tasks.fairness.jain")!.Value.ShouldBe(expected, 1e-12);

    [Fact]
    public void A_tasks_times_become_the_common_figures()
    {
        var ledger = new TaskLedger();
        void Tell(double at, DomainEvent e) => Record(ledger, at, 0, e);
        Tell(1, new TaskAnnounced(new TaskId(0), "a", SimTime.FromSeconds(1), SimTime.FromSeconds(9)));
        Tell(2, new TaskAwarded(new TaskId(0), 1, new AgentId(1), 5));
        Tell(3, new TaskStarted(new TaskId(0), 1));
        Tell(4, new TaskReannounced(new TaskId(0), "holder unheard"));
        Tell(5, new TaskAwarded(new TaskId(0), 2, new AgentId(2), 5));
        Tell(6, new TaskStarted(new TaskId(0), 2));
        Tell(12, new TaskCompleted(new TaskId(0), 2, new AgentId(2), SimTime.FromSeconds(11)));
        Tell(12, new TaskAnnounced(new TaskId(1), "b", SimTime.FromSeconds(2), SimTime.Never));
        Tell(13, new TaskFailed(new TaskId(1), "nobody to call"));
        MetricSet metrics = Figures(ledger);
        (string Name, double Value)[] expected =
        [
            ("tasks.success.rate", 0.5), ("tasks.reannouncements", 1), ("tasks.reallocations", 1),
            ("tasks.negotiation.seconds.mean", 1), ("tasks.waiting.seconds.mean", 5),
            ("tasks.response.seconds.mean", 10), ("tasks.makespan.seconds", 10),
            ("tasks.throughput.per.second", 0.1), ("tasks.tardiness.total.seconds", 2),
            ("tasks.deadline.misses", 2), ("tasks.satisfaction", 0), ("tasks.violations", 0),
        ];
        foreach ((string name, double value) in expected)
        {
            metrics.Find(name).ShouldBe(value, name);
        }
    }

    [Fact]
    public void Detection_recovery_and_downtime_are_told_apart()
    {
        var failures = new FailureMetrics();
        void Tell(double at, int agent, DomainEvent e) => Record(failures, at, agent, e);
        Tell(10, 1, new AgentCrashed("x", SupervisionDirective.Restart, SimTime.FromSeconds(14)));
        Tell(13, 0, new FailureDetected(new AgentId(1)));
        Tell(13.5, 9, new FailureDetected(new AgentId(1)));
        Tell(14, 1, new AgentRestarted(true, SimDuration.FromSeconds(2)));
        Tell(15, 0, new FailureRecovered(new AgentId(1)));
        Tell(20, 0, new FailureDetected(new AgentId(2)));
        MetricSet metrics = Figures(failures);
        (string Name, double Value)[] expected =
        [
            ("failures.total", 1), ("failures.detected", 1), ("failures.recovered", 1), ("failures.false.alarms", 1),
            ("failures.detection.seconds.max", 3), ("failures.recovery.seconds.max", 5),
            ("failures.downtime.seconds.max", 4), ("failures.lost.work.seconds", 2),
        ];
        foreach ((string name, double value) in expected)
        {
            metrics.Find(name).ShouldBe(value, name);
        }
    }

    private static TaskLedger Ledger(int[] tasksEach)
    {
        var ledger = new TaskLedger();
        int number = 0;
        for (int agent = 0; agent < tasksEach.Length; agent++)
        {
            for (int i = 0; i < tasksEach[agent]; i++)
            {
                var id = new TaskId(number++);
                Record(ledger, 0, 0, new TaskAnnounced(id, $"t{id.Number}", SimTime.Zero, SimTime.Never));
                Record(ledger, 1, 0, new TaskAwarded(id, 1, new AgentId(agent), 1));
                Record(ledger, 2, 0, new TaskCompleted(id, 1, new AgentId(agent), SimTime.FromSeconds(2)));
            }
        }

        return ledger;
    }

    private static MetricSet Figures(TaskSwarm.Kernel.Runs.IRunReader reader)
    {
        var metrics = new MetricSet();
        reader.Report(metrics);
        return metrics;
    }

    private static void Record(TaskSwarm.Kernel.Runs.IRunReader reader, double at, int agent, DomainEvent e) =>
        reader.OnEvent(new EventRecord(SimTime.FromSeconds(at), new AgentId(agent), 0, e));

    private static Distribution Of(params double[] samples)
    {
        var distribution = new Distribution();
        foreach (double sample in samples)
        {
            distribution.Add(sample);
        }

        return distribution;
    }
}
