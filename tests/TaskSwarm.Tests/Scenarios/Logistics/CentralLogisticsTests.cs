using Shouldly;
using TaskSwarm.Actors;
using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Runs;
using TaskSwarm.Kernel.Tasks;
using TaskSwarm.Scenarios.Logistics.Runs;
using Xunit;

namespace TaskSwarm.Tests.Scenarios.Logistics;

/// <summary>Logistics with a router in the dispatcher instead of bids.</summary>
public sealed class CentralLogisticsTests
{
    private const string Strategy = "large-neighbourhood-search";

    [Fact]
    public void A_load_is_planned_fetched_and_brought()
    {
        var (result, events) = SomeTown.Watch(Central(SomeTown.OneLoad));

        result.Ledger.Done.ShouldBe(1);
        result.Ledger.Violations.ShouldBeEmpty();
        events.Of<StopServed>().Select(s => s.Began.Seconds / 60).ShouldBe([5 + 30, 5 + 62]);
        var planned = events.Of<RoutesPlanned>().ShouldHaveSingleItem();
        (planned.Requests, planned.Unplaced).ShouldBe((1, 0));
    }

    [Fact]
    public void Thinking_takes_simulated_time()
    {
        var (_, events) = SomeTown.Watch(Central(SomeTown.OneLoad));

        var planned = events.Of<RoutesPlanned>().ShouldHaveSingleItem();
        var awarded = events.Of<TaskAwarded>().ShouldHaveSingleItem();
        var at = events.Records.First(r => ReferenceEquals(r.Event, planned)).Time;
        events.Records.First(r => ReferenceEquals(r.Event, awarded)).Time.Micros
            .ShouldBeGreaterThan(at.Micros + planned.Effort);
    }

    [Theory]
    [InlineData("faults: [ { at: 20min, crash: van-1, repair: 4h } ]", false)]
    [InlineData("faults: [ { at: 50min, crash: van-1, permanent: true } ]", true)]
    public void What_a_broken_vehicle_held_is_planned_anew(string faults, bool isStranded)
    {
        var (result, events) = SomeTown.Watch(Central(SomeTown.OneLoad, faults));

        result.Ledger.Done.ShouldBe(1);
        result.Ledger.Violations.ShouldBeEmpty();
        events.Of<LoadStranded>().Any().ShouldBe(isStranded);
        events.Records.Last(r => r.Event is StopServed).Agent.ShouldBe(new AgentId(2));
    }

    [Fact]
    public void A_breakdown_of_the_dispatcher_loses_nothing()
    {
        var (result, _) = SomeTown.Watch(Central(
            SomeTown.OneLoad,
            "faults: [ { at: 1ms, crash: dispatcher, repair: 1min }, { at: 1h, crash: dispatcher } ]"));

        result.Ledger.Done.ShouldBe(1);
        result.Ledger.Violations.ShouldBeEmpty();
    }

    [Fact]
    public void A_request_that_comes_in_during_the_day_is_served_in_its_window()
    {
        var (result, events) = SomeTown.Watch(Central(SomeTown.OneLoad + "\n" + """
              - { name: late, load: { kg: 5 }, release: 2h, pickup: { at: [5km, 0km], window: [2h, 3h] },
                  delivery: { at: [0km, 5km], window: [2h, 3h] } }
            """));

        result.Ledger.Done.ShouldBe(2);
        events.Of<StopServed>().ShouldAllBe(s => s.LateMicros == 0);
        events.Of<RoutesPlanned>().Count().ShouldBe(2);
    }

    [Fact]
    public void A_window_that_nobody_can_keep_is_stretched_rather_than_the_request_lost()
    {
        var (result, events) = SomeTown.Watch(Central("""
              - { name: hasty, load: { kg: 5 }, delivery: { at: [30km, 0km], window: [0min, 10min] } }
            """));

        result.Ledger.Done.ShouldBe(1);
        events.Of<StopServed>().ShouldHaveSingleItem().LateMicros.ShouldBeGreaterThan(20 * SomeLogistics.Minute);
    }

    [Fact]
    public void A_load_that_fits_no_vehicle_fails_with_the_reason()
    {
        var result = SomeTown.Run(Central("""
              - { name: piano, load: { kg: 300 }, delivery: { at: [1km, 0km] } }
            """));

        var task = result.Ledger.Tasks.ShouldHaveSingleItem();
        task.State.ShouldBe(TaskState.Failed);
        task.Reason.ShouldBe("no bids (it fits into no route)");
    }

    /// <summary>Messages are lost, vehicles crash, requests come in: no load is lost, none doubled.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public void No_load_is_lost_or_doubled_under_random_faults(int seed) =>
        FaultyTown.AssertNothingIsLostOrDoubled(FaultyTown.Of(seed, Strategy));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public void The_run_is_the_same_on_any_number_of_workers(int workers)
    {
        var text = FaultyTown.Of(11, Strategy);
        var digest = SequentialHost.Run(SomeTown.Load(text)).Digest;

        ActorHost.Run(new RunCore(SomeTown.Load(text), workers + 1), new ActorHostOptions { Workers = workers })
            .Digest.ShouldBe(digest);
    }

    private static string Central(string requests, string more = "") => SomeTown.With(requests, more).Replace(
        "allocation: {", $"allocation: {{ strategy: {Strategy},", StringComparison.Ordinal);
}
