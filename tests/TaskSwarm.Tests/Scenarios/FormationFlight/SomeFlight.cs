using TaskSwarm.Hosting.Runs;
using TaskSwarm.Kernel.Runs;
using TaskSwarm.Scenarios.Format;
using TaskSwarm.Scenarios.FormationFlight;
using Xunit;

namespace TaskSwarm.Tests.Scenarios.FormationFlight;

/// <summary>Loads and runs formation flights for the tests.</summary>
internal static class SomeFlight
{
    public const string Small = """
        taskswarm: 1
        kind: formation-flight
        name: small
        seed: 1
        duration: 200s
        network: { latency: 20ms, jitter: 5ms, loss: 1% }
        allocation: { replyWithin: 300ms, heartbeat: 500ms }
        drones: { count: 7, slots: 6 }
        wind: { mean: [3, 0, 0], gust: 1m/s }
        formations:
          vee: { shape: vee, spacing: 8m }
          circle: { shape: circle, spacing: 10m }
        mission:
          at: [0, 0, 30]
          legs:
            - { formation: vee, waypoints: [[80, 0, 30]] }
            - { formation: circle, waypoints: [[120, 40, 30]] }
        """;

    public static Simulation Shipped(string name, params string[] set) => Load(
        loader => loader.LoadFile(
            Path.Combine(WorkingCopy.Root, "scenarios", "formation-flight", name + ".yaml"),
            ScenarioOverrides.None with { Set = set }));

    public static Simulation Of(string text, params string[] set) => Load(
        loader => loader.LoadText("test.yaml", text, ScenarioOverrides.None with { Set = set }));

    public static IReadOnlyList<string> ProblemsOf(string text) =>
        [.. Loader().LoadText("test.yaml", text, ScenarioOverrides.None).Problems.Select(p => p.ToString())];

    public static double Metric(this RunResult result, string name) =>
        result.Metrics.Find(name) ?? throw new KeyNotFoundException($"The run has no metric [{name}].");

    /// <summary>Every task is done, or was called off on purpose; none is left over and no step was illegal.</summary>
    public static void AssertLedgerIsSound(RunResult result)
    {
        Assert.Equal(RunOutcome.Completed, result.Outcome);
        Assert.Equal(0, result.Metric("tasks.violations"));
    }

    private static ScenarioLoader Loader() => ScenarioLoading.Loader([new FormationFlightKind()]);

    private static Simulation Load(Func<ScenarioLoader, ScenarioResult> load)
    {
        var result = load(Loader());
        Assert.Empty(result.Problems.Select(p => p.ToString()));
        return result.Simulation!;
    }
}
