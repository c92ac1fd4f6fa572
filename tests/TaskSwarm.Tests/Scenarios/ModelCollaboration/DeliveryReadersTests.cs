using Shouldly;
using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Events;
using TaskSwarm.Kernel.Metrics;
using TaskSwarm.Kernel.Time;
using TaskSwarm.Scenarios.ModelCollaboration.Delivery;
using Xunit;

namespace TaskSwarm.Tests.Scenarios.ModelCollaboration;

public sealed class DeliveryReadersTests
{
    private static readonly AgentId Cache = new(0);

    [Fact]
    public void Hits_count_as_no_wait_at_all()
    {
        var span = new DeliverySpan { Hits = 18 };
        span.Wait(3_000_000);
        span.Wait(1_000_000);

        span.MeanSeconds.ShouldBe(0.2, 1e-12);
        span.PercentileSeconds(0.9).ShouldBe(0);
        span.PercentileSeconds(0.95).ShouldBe(1);
        span.PercentileSeconds(1).ShouldBe(3);
    }

    [Fact]
    public void Sound_deliveries_break_no_law() => Broken(
        new HitsServed(1, 3), new RequestMissed(4, 9), new RequestAnswered(4, 9, SimDuration.Zero, Cache),
        new ContentStored(1), new ContentStored(2), new ContentStored(3), new ContentStored(4), new ContentStored(5),
        new ContentEvicted(2), new ContentStored(6), new CacheBegan(), new HitsServed(1, 1), new ContentStored(1))
        .ShouldBeEmpty();

    [Fact]
    public void A_request_that_is_answered_twice_breaks_a_law() => Broken(
        new RequestMissed(1, 9), new RequestAnswered(1, 9, SimDuration.Zero, Cache),
        new RequestAnswered(1, 9, SimDuration.Zero, Cache)).ShouldBe(["answers request 1, which is not open"]);

    [Fact]
    public void A_request_that_gets_something_else_breaks_a_law() => Broken(
        new RequestMissed(1, 9), new RequestAnswered(1, 8, SimDuration.Zero, Cache)).Count.ShouldBe(1);

    [Fact]
    public void A_request_that_nobody_tells_of_breaks_a_law() =>
        Broken(new HitsServed(1, 3), new RequestMissed(5, 9)).ShouldBe(["tells of request 5 after request 3"]);

    [Fact]
    public void A_cache_that_holds_too_much_breaks_a_law() => Broken(
        [.. Enumerable.Range(0, SomeDelivery.MostHeld + 1).Select(c => new ContentStored(c))])
        .ShouldBe(["holds 6000000 bytes, but its storage is 5000000"]);

    [Fact]
    public void A_cache_that_evicts_what_it_does_not_hold_breaks_a_law() =>
        Broken(new ContentEvicted(1)).ShouldBe(["evicts what it does not hold"]);

    private static IReadOnlyList<string> Broken(params DomainEvent[] events)
    {
        DeliveryMonitor monitor = SomeDelivery.Load().Simulation!.CreateReaders().OfType<DeliveryMonitor>().Single();
        for (int i = 0; i < events.Length; i++)
        {
            monitor.OnEvent(new EventRecord(SimTime.Zero, Cache, i, events[i]));
        }

        monitor.Report(new MetricSet());
        return [.. monitor.Violations.Select(v => v.Message)];
    }
}
