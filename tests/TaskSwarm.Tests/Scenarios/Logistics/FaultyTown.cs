using System.Globalization;
using System.Text;
using Shouldly;
using TaskSwarm.Kernel.Events;
using TaskSwarm.Kernel.Faults;
using TaskSwarm.Kernel.Random;
using TaskSwarm.Kernel.Tasks;
using TaskSwarm.Scenarios.Logistics.Routing;
using TaskSwarm.Scenarios.Logistics.Runs;

namespace TaskSwarm.Tests.Scenarios.Logistics;

/// <summary>Random towns in which messages are lost, vehicles and the dispatcher crash, and requests come in.</summary>
internal static class FaultyTown
{
    public static string Of(int seed, string strategy)
    {
        var random = new RandomStream((ulong)seed, "town", "faults");
        var requests = new StringBuilder();
        var vans = 2 + random.NextInt(2);
        for (var r = 4 + random.NextInt(8); r > 0; r--)
        {
            var release = random.NextInt(2) == 0 ? "" : $"release: {random.NextInt(180)}min, ";
            var pickup = random.NextInt(3) == 0 ? "" : $"pickup: {{ at: {Place(random)} }}, ";
            var load = 1 + random.NextInt(5);
            requests.Append(CultureInfo.InvariantCulture, $"  - {{ name: r{r}, load: {{ kg: {load} }}, ")
                .Append(release).Append(pickup)
                .Append(CultureInfo.InvariantCulture, $"delivery: {{ at: {Place(random)}, service: 2min }} }}\n");
        }

        var faults = string.Join(
            ", ", Enumerable.Range(0, 4 + random.NextInt(3)).Select(f => Crash(random, f == 3 ? 0 : vans)));
        var reauction = random.NextInt(2) == 0 ? "rounds: 30, dayRounds: 10" : "enabled: false";
        var loss = random.NextInt(3) switch { 0 => "0%", 1 => "2%", _ => "5%" };
        return SomeTown.With(
                requests.ToString(),
                $"network: {{ latency: 20ms, loss: {loss} }}\nfaults: [ {faults} ]\nseed: {seed}")
            .Replace("count: 2", $"count: {vans}", StringComparison.Ordinal)
            .Replace("rounds: 30, dayRounds: 10", reauction, StringComparison.Ordinal)
            .Replace("duration: 10h", "duration: 20h", StringComparison.Ordinal)
            .Replace(
                "heartbeat: 10s", $"strategy: {strategy}, heartbeat: 10s, maxReannouncements: 200",
                StringComparison.Ordinal);
    }

    /// <summary>
    /// Every load is brought, and brought once. Only where a vehicle broke down before its report of a delivery was
    /// heard nobody could know of it, and another may have been sent.
    /// </summary>
    public static void AssertNothingIsLostOrDoubled(string town)
    {
        var (result, events) = SomeTown.Watch(town);

        result.Violations.ShouldBeEmpty();
        result.Ledger.Violations.ShouldBeEmpty();
        result.Ledger.Tasks.ShouldAllBe(t => t.State == TaskState.Done, town);
        events.Records.Where(r => r.Event is StopServed { Kind: not StopKind.Pickup })
            .GroupBy(r => ((StopServed)r.Event).Request)
            .Where(g => g.Count() > 1 && !BrokeDownUnheard(events.Records, g.First(), g.Key))
            .Select(g => g.Key).ShouldBeEmpty(town);
    }

    private static bool BrokeDownUnheard(IReadOnlyList<EventRecord> records, EventRecord delivery, int request)
    {
        var heard = records.First(r => r.Event is TaskCompleted done && done.Task.Number == request).Time;
        return records.Any(r => r.Event is AgentCrashed && r.Agent == delivery.Agent
            && r.Time >= delivery.Time && r.Time < heard);
    }

    /// <summary>The crash of one of so many vans; of the dispatcher if there are none.</summary>
    private static string Crash(RandomStream random, int vans)
    {
        var at = 6 + random.NextInt(240);
        var who = vans == 0 ? "dispatcher" : $"van-{1 + random.NextInt(vans)}";
        var repair = random.NextInt(3) == 0 ? $"{5 + random.NextInt(50)}s" : $"{5 + random.NextInt(40)}min";
        return $"{{ at: {at}min, crash: {who}, repair: {repair} }}";
    }

    private static string Place(RandomStream random) => string.Create(
        CultureInfo.InvariantCulture, $"[{random.NextInt(41) - 20}km, {random.NextInt(41) - 20}km]");
}
