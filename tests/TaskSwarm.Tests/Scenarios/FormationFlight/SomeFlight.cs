using TaskSwarm.Hosting.Runs;
using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Events;
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

    /// <summary>The same run with agents that are torn down and rebuilt from their captured state before each
    /// reaction: a state that is not captured whole changes the digest.</summary>
    public static Simulation Forgetful(Simulation simulation) => simulation with
    {
        Agents = [.. simulation.Agents.Select(a => a with { Create = () => new ForgetfulAgent(a.Create) })],
    };

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

    private sealed class ForgetfulAgent(Func<Agent> create) : Agent
    {
        private Agent _inner = create();

        public override bool KeepsJournal => _inner.KeepsJournal;

        public override void OnStart(AgentContext context) => Renewed().OnStart(context);

        public override void OnRestart(AgentContext context, bool restored) =>
            Renewed().OnRestart(context, restored);

        public override void OnMessage(AgentContext context, AgentId sender, IMessage message) =>
            Renewed().OnMessage(context, sender, message);

        public override void OnTimer(AgentContext context, IMessage tag) => Renewed().OnTimer(context, tag);

        public override void OnSpeedChanged(AgentContext context) => Renewed().OnSpeedChanged(context);

        public override void Capture(StateWriter writer) => _inner.Capture(writer);

        public override void Restore(StateReader reader) => _inner.Restore(reader);

        private Agent Renewed()
        {
            var writer = new StateWriter();
            _inner.Capture(writer);
            _inner = create();
            var reader = new StateReader(writer.ToArray());
            _inner.Restore(reader);
            Assert.True(reader.AtEnd);
            return _inner;
        }
    }
}
