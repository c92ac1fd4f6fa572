using Shouldly;
using TaskSwarm.Actors;
using TaskSwarm.Hosting.Runs;
using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Faults;
using TaskSwarm.Kernel.Runs;
using TaskSwarm.Kernel.Tasks;
using TaskSwarm.Scenarios.Format;
using TaskSwarm.Scenarios.Logistics.Agents;
using TaskSwarm.Scenarios.Logistics.Runs;
using Xunit;

namespace TaskSwarm.Tests.Scenarios.Logistics;

public sealed class LogisticsRunTests
{
    [Fact]
    public void A_load_is_fetched_and_brought_and_the_vehicle_drives_home()
    {
        var (result, events) = SomeTown.Watch(SomeTown.With(SomeTown.OneLoad));

        result.Ledger.Done.ShouldBe(1);
        result.Ledger.Violations.ShouldBeEmpty();
        var stops = events.Of<StopServed>().ToArray();
        stops.Select(s => s.Began.Seconds / 60).ShouldBe([5 + 30, 5 + 62]);
        events.Of<TourEnded>().ShouldHaveSingleItem().Millimetres.ShouldBe(30_000_000 + 30_000_000 + 42_426_407);
        SomeTown.ReaderOf(result).PlanJson().ShouldBe("{\"instance\": \"town\", \"routes\": [\n  [1, 2]\n]}\n");
    }

    [Fact]
    public void A_breakdown_before_pickup_passes_the_request_on()
    {
        var (result, events) = SomeTown.Watch(SomeTown.With(
            SomeTown.OneLoad, "faults: [ { at: 20min, crash: van-1, repair: 4h } ]"));

        AssertRecovered(result, events);
        events.Of<LoadStranded>().ShouldBeEmpty();
        ServedBy(events).ShouldBe([new AgentId(2), new AgentId(2)]);
    }

    [Fact]
    public void After_a_breakdown_for_good_the_load_is_fetched_from_the_roadside()
    {
        var (result, events) = SomeTown.Watch(SomeTown.With(
            SomeTown.OneLoad, "faults: [ { at: 50min, crash: van-1, permanent: true } ]"));

        AssertRecovered(result, events);
        var at = events.Of<LoadStranded>().ShouldHaveSingleItem().At;
        at.X.ShouldBe(30_000, tolerance: 1);
        at.Y.ShouldBeInRange(12_000, 13_001);
        ServedBy(events).ShouldBe([new AgentId(1), new AgentId(2), new AgentId(2)]);
    }

    [Fact]
    public void A_vehicle_that_is_repaired_before_help_comes_brings_its_load_itself()
    {
        var (result, events) = SomeTown.Watch(SomeTown.With(
            SomeTown.OneLoad, "faults: [ { at: 50min, crash: van-1, repair: 10min } ]"));

        AssertRecovered(result, events);
        events.Of<LoadStranded>().ShouldHaveSingleItem();
        ServedBy(events).ShouldBe([new AgentId(1), new AgentId(1)]);
    }

    [Fact]
    public void A_breakdown_too_short_to_be_noticed_only_delays()
    {
        var (result, events) = SomeTown.Watch(SomeTown.With(
            SomeTown.OneLoad, "faults: [ { at: 50min, crash: van-1, repair: 5s } ]"));

        result.Ledger.Done.ShouldBe(1);
        events.Of<LoadStranded>().ShouldBeEmpty();
        ServedBy(events).ShouldBe([new AgentId(1), new AgentId(1)]);
    }

    [Fact]
    public void A_breakdown_of_the_dispatcher_loses_nothing()
    {
        var (result, _) = SomeTown.Watch(SomeTown.With(
            SomeTown.OneLoad,
            "faults: [ { at: 1ms, crash: dispatcher, repair: 1min }, { at: 1h, crash: dispatcher } ]"));

        result.Ledger.Done.ShouldBe(1);
        result.Ledger.Violations.ShouldBeEmpty();
    }

    [Fact]
    public void A_slow_vehicle_arrives_later_by_what_it_is_slower()
    {
        var (_, events) = SomeTown.Watch(SomeTown.With(
            SomeTown.OneLoad, "faults: [ { at: 15min, slow: van-1, factor: 0.5 } ]"));

        // 10 minutes of 30 at full speed, then 20 at half of it.
        events.Of<StopServed>().First().Began.Seconds.ShouldBe((15 + 40) * 60, tolerance: 0.01);
    }

    [Fact]
    public void A_request_that_comes_in_during_the_day_is_served_in_its_window()
    {
        var (result, events) = SomeTown.Watch(SomeTown.With(SomeTown.OneLoad + "\n" + """
              - { name: late, load: { kg: 5 }, release: 2h, pickup: { at: [5km, 0km], window: [2h, 3h] },
                  delivery: { at: [0km, 5km], window: [2h, 3h] } }
            """));

        result.Ledger.Done.ShouldBe(2);
        events.Of<StopServed>().ShouldAllBe(s => s.LateMicros == 0);
        events.Of<TaskAnnounced>().Last().Release.Seconds.ShouldBe(7500);
    }

    [Fact]
    public void A_window_that_nobody_can_keep_is_stretched_rather_than_the_request_lost()
    {
        var (result, events) = SomeTown.Watch(SomeTown.With("""
              - { name: hasty, load: { kg: 5 }, delivery: { at: [30km, 0km], window: [0min, 10min] } }
            """));

        result.Ledger.Done.ShouldBe(1);
        events.Of<StopServed>().ShouldHaveSingleItem().LateMicros.ShouldBeGreaterThan(20 * SomeLogistics.Minute);
    }

    [Fact]
    public void A_load_that_fits_no_vehicle_fails_with_the_reason()
    {
        var result = SomeTown.Run(SomeTown.With("""
              - { name: piano, load: { kg: 300 }, delivery: { at: [1km, 0km] } }
            """));

        var task = result.Ledger.Tasks.ShouldHaveSingleItem();
        task.State.ShouldBe(TaskState.Failed);
        task.Reason.ShouldBe("no bids (2 refused: too small)");
    }

    [Fact]
    public void The_same_seed_gives_the_same_run_and_another_seed_another()
    {
        var path = Path.Combine(WorkingCopy.Root, "scenarios", "logistics", "city-couriers.yaml");
        var text = File.ReadAllText(path);

        var first = SequentialHost.Run(SomeTown.Load(text)).Digest;

        SequentialHost.Run(SomeTown.Load(text)).Digest.ShouldBe(first);
        ActorHost.Run(new RunCore(SomeTown.Load(text), 3), new ActorHostOptions { Workers = 2 }).Digest.ShouldBe(first);
        SequentialHost.Run(SomeTown.Load(text.Replace("seed: 7", "seed: 8", StringComparison.Ordinal)))
            .Digest.ShouldNotBe(first);
    }

    [Theory]
    [InlineData("city-couriers")]
    [InlineData("lc101")]
    [InlineData("lr101")]
    [InlineData("c101")]
    public void Every_shipped_scenario_serves_all_and_recovers_from_every_failure(string name)
    {
        var path = Path.Combine(WorkingCopy.Root, "scenarios", "logistics", name + ".yaml");
        var loaded = ScenarioLoading.Loader().LoadFile(path, new ScenarioOverrides());
        loaded.Problems.ShouldBeEmpty();

        var result = SequentialHost.Run(loaded.Simulation!);

        result.Outcome.ShouldBe(RunOutcome.Completed);
        result.Ledger.Violations.ShouldBeEmpty();
        result.Ledger.Done.ShouldBe(result.Ledger.Count);
        result.Metrics.Find("failures.detected").ShouldBe(result.Metrics.Find("failures.total"));
        result.Metrics.Find("failures.recovered").ShouldBe(result.Metrics.Find("failures.total"));
        if (result.Metrics.Find("gap.distance.percent") is { } gap)
        {
            gap.ShouldBeInRange(-0.01, 5);
        }
    }

    [Fact]
    public void States_of_agents_are_captured_and_restored_completely()
    {
        var text = SomeTown.With(SomeTown.OneLoad, "faults: [ { at: 50min, crash: van-1, repair: 10min } ]");
        var simulation = SomeTown.Load(text);
        var used = new List<Agent>();
        SequentialHost.Run(simulation with
        {
            Agents = [.. simulation.Agents.Select(blueprint => blueprint with
            {
                Create = () =>
                {
                    var agent = blueprint.Create();
                    used.Add(agent);
                    return agent;
                },
            })],
            CreateReaders = () => [],
        });

        used.OfType<DispatcherAgent>().ShouldNotBeEmpty();
        foreach (var agent in used)
        {
            var blueprint = simulation.Agents[agent is DispatcherAgent ? 0 : 1];
            var captured = Captured(agent);
            var copy = blueprint.Create();
            copy.Restore(new StateReader(captured));
            Captured(copy).ShouldBe(captured);
        }
    }

    private static byte[] Captured(Agent agent)
    {
        var writer = new StateWriter();
        agent.Capture(writer);
        return writer.ToArray();
    }

    private static void AssertRecovered(RunResult result, SomeTown.EventKeeper events)
    {
        result.Ledger.Done.ShouldBe(1);
        result.Ledger.Violations.ShouldBeEmpty();
        events.Of<FailureDetected>().ShouldHaveSingleItem();
        events.Of<FailureRecovered>().ShouldHaveSingleItem();
    }

    private static IEnumerable<AgentId> ServedBy(SomeTown.EventKeeper events) =>
        events.Records.Where(r => r.Event is StopServed).Select(r => r.Agent);
}
