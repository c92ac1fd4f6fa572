using System.Globalization;
using Shouldly;
using TaskSwarm.Hosting.Runs;
using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Events;
using TaskSwarm.Kernel.Runs;
using TaskSwarm.Scenarios.Format;

namespace TaskSwarm.Tests.Scenarios.ModelCollaboration;

/// <summary>Federations that learn from the built-in images, and what happened in them.</summary>
internal sealed class SomeFederation
{
    private SomeFederation(RunResult result, IReadOnlyList<EventRecord> events) => (Result, Events) = (result, events);

    public RunResult Result { get; }

    public IReadOnlyList<EventRecord> Events { get; }

    /// <summary>A collaboration by any protocol.</summary>
    public static SomeFederation RunProtocol(
        string protocol, string members, string collaboration, string more = "", string split = "identical",
        int seed = 1) => Run(members, collaboration, more, split, seed, protocol);

    public static SomeFederation Run(
        string members, string collaboration, string more = "", string split = "identical", int seed = 1,
        string protocol = "federated-averaging", Func<Simulation, Simulation>? change = null)
    {
        string text = string.Create(CultureInfo.InvariantCulture, $$"""
            taskswarm: 1
            kind: model-collaboration
            name: some-federation
            seed: {{seed}}
            duration: 100h
            data: { source: mnist-2000, split: {{split}} }
            model: { hidden: [16] }
            members: {{members}}
            collaboration: { protocol: {{protocol}}, {{collaboration}} }
            {{more}}
            """);
        return Run(ScenarioLoading.Loader().LoadText("federation.yaml", text, ScenarioOverrides.None), change);
    }

    /// <summary>A shipped scenario, with some values set as on the command line.</summary>
    public static SomeFederation RunShipped(string name, params string[] set) => Run(ScenarioLoading.Loader().LoadFile(
        WorkingCopy.PathOf("scenarios", "model-collaboration", name + ".yaml"),
        ScenarioOverrides.None with { Set = set }));

    /// <summary>A scenario of any protocol; its run must be free of violations.</summary>
    public static SomeFederation Run(ScenarioResult loaded, Func<Simulation, Simulation>? change = null)
    {
        loaded.Problems.Select(p => p.ToString()).ShouldBeEmpty();
        var recorder = new Recorder();
        Simulation simulation = change is null ? loaded.Simulation! : change(loaded.Simulation!);
        RunResult result = SequentialHost.Run(simulation with
        {
            CreateReaders = () => [.. simulation.CreateReaders(), recorder],
        });
        result.Violations.ShouldBeEmpty();
        return new SomeFederation(result, recorder.Records);
    }

    public IEnumerable<T> Of<T>()
        where T : DomainEvent => Events.Select(e => e.Event).OfType<T>();

    public double Metric(string name) => Result.Metrics.Find(name).ShouldNotBeNull(name);

    private sealed class Recorder : IRunReader
    {
        public List<EventRecord> Records { get; } = [];

        public void OnEvent(in EventRecord record) => Records.Add(record);

        public void Capture(StateWriter writer)
        {
        }

        public void Restore(StateReader reader)
        {
        }
    }
}
