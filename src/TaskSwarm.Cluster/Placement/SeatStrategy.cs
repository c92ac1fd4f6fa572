using System.Collections.Immutable;
using System.Globalization;
using Akka.Actor;
using Akka.Cluster.Sharding;

namespace TaskSwarm.Cluster.Placement;

/// <summary>
/// Places seats as <see cref="Seating"/> says: blocks of neighbouring regions, evenly, on nodes of the run's role.
/// Asked where Akka's shard coordinator is, which is the oldest node as well.
/// </summary>
/// <param name="seating">Where seats are to stand.</param>
/// <param name="me">This node's address.</param>
internal sealed class SeatStrategy(Seating seating, Address me) : IShardAllocationStrategy
{
    /// <inheritdoc/>
    public Task<IActorRef> AllocateShard(
        IActorRef requester, string shardId,
        IImmutableDictionary<IActorRef, IImmutableList<string>> currentShardAllocations)
    {
        string? node = NodeFor(shardId, seating.Places);
        return Task.FromResult(
            currentShardAllocations.Keys.FirstOrDefault(r => AddressOf(r) == node)
            ?? currentShardAllocations.OrderBy(static a => a.Value.Count)
                .ThenBy(static a => a.Key.Path.ToStringWithAddress(), StringComparer.Ordinal).First().Key);
    }

    /// <inheritdoc/>
    public Task<IImmutableSet<string>> Rebalance(
        IImmutableDictionary<IActorRef, IImmutableList<string>> currentShardAllocations,
        IImmutableSet<string> rebalanceInProgress)
    {
        IReadOnlyList<string> places = seating.Places;
        HashSet<string> nodes = [.. currentShardAllocations.Keys.Select(AddressOf)];
        IImmutableSet<string> astray =
        [
            .. currentShardAllocations.SelectMany(a => a.Value.Where(
                s => NodeFor(s, places) is string node && node != AddressOf(a.Key) && nodes.Contains(node))),
        ];
        return Task.FromResult(astray.Except(rebalanceInProgress));
    }

    /// <summary>Null: a shard of a run before this one, which had more regions, may stand anywhere.</summary>
    private static string? NodeFor(string shard, IReadOnlyList<string> places) =>
        int.TryParse(shard, NumberStyles.None, CultureInfo.InvariantCulture, out int region) && region < places.Count
            ? places[region]
            : null;

    /// <summary>References to this node's own actors have no host.</summary>
    private string AddressOf(IActorRef region) =>
        (region.Path.Address.HasLocalScope ? me : region.Path.Address).ToString();
}
