namespace TaskSwarm.Cluster;

/// <summary>How a run on a cluster ended.</summary>
/// <param name="Ending">Its ending; see <see cref="Hosting.Storage.StoredEnding"/>; empty if it has none.</param>
/// <param name="Reason">Why it could not be made to its end; null if it was.</param>
/// <param name="IsStored">Whether what was made of it can be resumed or shown.</param>
public sealed record ClusterRunOutcome(ReadOnlyMemory<byte> Ending, string? Reason, bool IsStored)
{
    /// <summary>What it cost to bring its windows together.</summary>
    public ClusterCost Cost { get; init; } = ClusterCost.None;
}
