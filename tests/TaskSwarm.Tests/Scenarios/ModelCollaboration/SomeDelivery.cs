using System.Globalization;
using TaskSwarm.Hosting.Runs;
using TaskSwarm.Scenarios.Format;

namespace TaskSwarm.Tests.Scenarios.ModelCollaboration;

/// <summary>Deliveries of contents of one size, a megabyte, near neighbours and a far origin.</summary>
internal static class SomeDelivery
{
    public const int MostHeld = 5;

    public static SomeFederation Run(
        string more = "", string faults = "[]", string loss = "0%", int seed = 1, string duration = "60s",
        string bandwidth = "400Mbit/s") =>
        SomeFederation.Run(Load(more, faults, loss, seed, duration, bandwidth));

    public static ScenarioResult Load(
        string more = "", string faults = "[]", string loss = "0%", int seed = 1, string duration = "60s",
        string bandwidth = "400Mbit/s")
    {
        string text = string.Create(CultureInfo.InvariantCulture, $$"""
            taskswarm: 1
            kind: model-collaboration
            name: some-delivery
            seed: {{seed}}
            duration: {{duration}}
            network:
              latency: 5ms
              jitter: 3ms
              loss: {{loss}}
              bandwidth: {{bandwidth}}
              links: [{ from: origin, to: "edge*", latency: 60ms }]
            members: [{ name: edge, count: 5 }]
            collaboration: { protocol: content-delivery, storage: 5MB, every: 10s, {{more}} }
            faults: {{faults}}
            """);
        return ScenarioLoading.Loader().LoadText("delivery.yaml", text, ScenarioOverrides.None);
    }
}
