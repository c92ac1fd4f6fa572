namespace TaskSwarm.Cluster;

/// <summary>How a cluster stands.</summary>
/// <param name="Members">Its members, in the order of their addresses.</param>
/// <param name="RunId">The run that is made now; null if there is none.</param>
/// <param name="Progress">How far that run is, and who carries what.</param>
/// <param name="Nodes">The members that carry regions, in the order of their addresses.</param>
public sealed record ClusterStatus(
    IReadOnlyList<ClusterMember> Members, string? RunId, ClusterProgress Progress,
    IReadOnlyList<NodeStatus> Nodes);
