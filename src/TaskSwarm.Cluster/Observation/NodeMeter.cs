using System.Diagnostics.Metrics;
using Akka.Actor;
using TaskSwarm.Hosting.Telemetry;

namespace TaskSwarm.Cluster.Observation;

/// <summary>The metrics of a node itself; read when somebody asks.</summary>
internal sealed class NodeMeter : IDisposable
{
    private readonly Meter _meter = new(SwarmTelemetry.Name);

    public NodeMeter(ActorSystem system, NodeObservation observation)
    {
        var cluster = Akka.Cluster.Cluster.Get(system);
        _meter.CreateObservableUpDownCounter(
            "taskswarm.members", () => system.WhenTerminated.IsCompleted ? 0 : cluster.State.Members.Count,
            "{member}", "Members of the cluster as this node sees it.");
        _meter.CreateObservableUpDownCounter(
            "taskswarm.regions", () => observation.Regions, "{region}", "Regions that this node carries.");
        _meter.CreateObservableCounter(
            "taskswarm.wire.sent", () => Wire.Sent, "By", "Bytes sent to other members.");
        _meter.CreateObservableCounter(
            "taskswarm.wire.received", () => Wire.Received, "By", "Bytes received from other members.");
        _meter.CreateObservableCounter(
            "taskswarm.parcels.resent", () => Wire.Resent, "{parcel}", "Parcels that other nodes asked for again.");
    }

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();
}
