using System.Globalization;
using Akka.Cluster.Sharding;

namespace TaskSwarm.Cluster.Placement;

/// <summary>One shard a region, so that each can be placed by itself. Both are named by the region's number.</summary>
internal sealed class SeatExtractor : IMessageExtractor
{
    /// <inheritdoc/>
    public string? EntityId(object message) => message is SeatCall call
        ? call.Region.ToString(CultureInfo.InvariantCulture)
        : null;

    /// <inheritdoc/>
    public object EntityMessage(object message) => message;

    /// <inheritdoc/>
    public string? ShardId(object message) => EntityId(message);

    /// <inheritdoc/>
    public string ShardId(string entityId, object? messageHint = null) => entityId;
}
