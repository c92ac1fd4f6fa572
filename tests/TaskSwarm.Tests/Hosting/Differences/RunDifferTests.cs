using Shouldly;
using TaskSwarm.Hosting.Differences;
using TaskSwarm.Hosting.Histories;
using TaskSwarm.Hosting.Runs;
using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Events;
using TaskSwarm.Kernel.Faults;
using TaskSwarm.Kernel.Runs;
using TaskSwarm.Kernel.Tasks;
using TaskSwarm.Kernel.Time;
using TaskSwarm.Kernel.World;
using TaskSwarm.Scenarios;
using TaskSwarm.Scenarios.Format;
using TaskSwarm.Tests.Kernel;
using Xunit;

namespace TaskSwarm.Tests.Hosting.Differences;

public sealed class RunDifferTests
{
    private static readonly Workshop Shop = new() { Workers = 3, Jobs = 6, EndSeconds = 40 };

    private static readonly Fault Crash = new Fault.Crash(Workshop.Worker(1), Stage.At(2.25), "burnt out");

    public static TheoryData<string> Kinds => [.. ScenarioCatalog.Kinds.Select(k => k.Name)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_run_does_not_differ_from_its_repetition(string kind)
    {
        Simulation simulation = Template(kind);
        RunDifference difference = RunDiffer.Compare(
            LiveHistory.Of(simulation, "one", samplesEvery: 5), LiveHistory.Of(simulation, "other", samplesEvery: 5));
        difference.AreEqual.ShouldBeTrue(DifferenceText.Of(difference));
        DifferenceText.Of(difference).ShouldBe("the runs committed the same\n");
    }

    [Fact]
    public void Runs_part_at_the_first_event_that_only_one_has()
    {
        LiveHistory parent = LiveHistory.Of(Shop.Build(), "parent");
        LiveHistory fork = LiveHistory.Of((Shop with { Faults = [Crash] }).Build(), "fork");

        Parting parting = RunDiffer.Compare(parent, fork).Parting.ShouldNotBeNull();
        parting.At.ShouldBe(Stage.At(2.25));
        parting.Agent.ShouldBe(Workshop.Worker(1));
        parting.First.ShouldBeNull();
        parting.Second.ShouldNotBeNull().Text.ShouldStartWith("AgentCrashed Cause=burnt out");
        RunDiffer.Compare(fork, parent).Parting.ShouldNotBeNull().Second.ShouldBeNull();
    }

    [Fact]
    public void The_change_of_a_fork_is_the_first_difference()
    {
        LiveHistory parent = LiveHistory.Of(Shop.Build(), "parent");
        LiveHistory fork = LiveHistory.Of((Shop with { Faults = [Crash] }).Build(), "fork").With(f => f with
        {
            Fork = new RunFork("parent", Stage.At(2), [new ForkChange("faults[0].crash", null, "worker-1")]),
        });

        RunDifference difference = RunDiffer.Compare(parent, fork);
        difference.Forks.ShouldHaveSingleItem().Fork.Changes.ShouldHaveSingleItem().Path.ShouldBe("faults[0].crash");
        string[] lines = DifferenceText.Of(difference).Split('\n');
        lines[0].ShouldBe("fork was forked from parent at 2s with faults[0].crash=unset -> worker-1");
        lines[1].ShouldBe("first different event at 2.25s, agent worker-1");
        difference.Metrics.ShouldContain(m => m.Name == "failures.total" && m.First == 0 && m.Second == 1);
    }

    [Fact]
    public void Two_events_in_each_others_place_are_told_field_by_field()
    {
        HistoryWindow one = Window(1, new TaskAwarded(new TaskId(3), 1, new AgentId(1), 2.5));
        HistoryWindow other = Window(1, new TaskAwarded(new TaskId(3), 1, new AgentId(2), 2.5));

        Parting parting = RunDiffer.Compare(new Fixed("one", [one]), new Fixed("other", [other])).Parting
            .ShouldNotBeNull();
        parting.First.ShouldNotBeNull().Text.ShouldBe("TaskAwarded Task=task 3 Attempt=1 Winner=worker-0 Cost=2.5");
        parting.Fields.ShouldBe([new PartedField("Winner", "worker-0", "worker-1")]);
    }

    [Fact]
    public void A_run_that_goes_on_parts_from_one_that_has_ended()
    {
        HistoryWindow[] windows =
            [Window(1, new TaskExpired(new TaskId(0))), Window(2, new TaskExpired(new TaskId(1)))];

        Parting parting = RunDiffer.Compare(new Fixed("long", windows), new Fixed("short", windows[..1])).Parting
            .ShouldNotBeNull();
        parting.At.ShouldBe(Stage.At(2));
        parting.First.ShouldNotBeNull().Window.ShouldBe(2);
        parting.Second.ShouldBeNull();
    }

    [Fact]
    public void Bodies_are_compared_at_equal_instants()
    {
        IEnumerable<HistoryWindow> one = [Bodies(1, 0, 0), Bodies(2, 1, 5), Bodies(3, 2, 9)];
        IEnumerable<HistoryWindow> other = [Bodies(1, 0, 0.0005), Bodies(2, 1, 7), Bodies(3, 2, 8), Bodies(4, 2, 99)];

        RunDifference difference = RunDiffer.Compare(new Fixed("one", one), new Fixed("other", other));
        difference.Trajectories.ShouldBe(
            [new TrajectoryDifference("worker-1", Stage.At(2), Math.Sqrt(4), Stage.At(2), null)]);
        difference.Parting.ShouldBeNull();
    }

    [Fact]
    public void A_flight_that_loses_a_drone_flies_other_ways_from_then_on()
    {
        Simulation flight = Template("formation-flight");
        var crash = new Fault.Crash(new AgentId(3), Stage.At(20), "lost") { Permanent = true };
        LiveHistory whole = LiveHistory.Of(flight, "whole", samplesEvery: 1);
        LiveHistory broken = LiveHistory.Of(
            flight with { Faults = [.. flight.Faults, crash] }, "broken", samplesEvery: 1);

        RunDifference difference = RunDiffer.Compare(whole, broken);
        difference.Parting.ShouldNotBeNull().At.ShouldBe(Stage.At(20));
        difference.Trajectories.ShouldNotBeEmpty();
        difference.Trajectories.ShouldAllBe(t => t.FirstApart >= Stage.At(20) && t.Largest > RunDiffer.Apart);
    }

    [Fact]
    public void Long_runs_are_read_side_by_side()
    {
        const int Windows = 100_000;
        int ahead = 0, farthest = 0;
        IEnumerable<HistoryWindow> Counted(int step)
        {
            for (int w = 1; w <= Windows; w++)
            {
                ahead += step;
                farthest = Math.Max(farthest, Math.Abs(ahead));
                yield return Bodies(w, w, w == Windows ? step : 0);
            }
        }

        RunDifference difference = RunDiffer.Compare(new Fixed("one", Counted(1)), new Fixed("other", Counted(-1)));
        difference.Trajectories.ShouldHaveSingleItem().FirstApart.ShouldBe(Stage.At(Windows));
        farthest.ShouldBeLessThanOrEqualTo(2);
    }

    private static Simulation Template(string kind) => ScenarioLoading.Loader().LoadText(
        $"{kind}.yaml", ScenarioCatalog.Kinds.Single(k => k.Name == kind).Template, ScenarioOverrides.None).Simulation
        .ShouldNotBeNull();

    private static HistoryWindow Window(int second, DomainEvent e) => new(
        second, Stage.At(second), Stage.At(second + 0.1),
        [new EventRecord(Stage.At(second), new AgentId(0), second, e)], []);

    private static HistoryWindow Bodies(int second, double x, double y) => new(
        second, Stage.At(second), Stage.At(second + 0.1), [], [])
    {
        Bodies = [new BodySample(new AgentId(2), Body.At(new Vec3(x, y, 0)))],
        BodiesAt = Stage.At(second),
    };

    /// <summary>A history of windows that a test states.</summary>
    private sealed class Fixed(string name, IEnumerable<HistoryWindow> windows) : IRunHistory
    {
        public RunFacts Facts { get; } = new()
        {
            Name = name,
            Simulation = Shop.Build(),
            AgentNames = ["foreman", "worker-0", "worker-1"],
            SimulatedTime = Stage.At(1000),
        };

        public IEnumerable<HistoryWindow> Windows(SimTime from, SimTime to) => windows;
    }
}
