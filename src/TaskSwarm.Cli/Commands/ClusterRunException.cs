namespace TaskSwarm.Cli.Commands;

/// <summary>A run on a cluster could not be made to its end.</summary>
/// <param name="reason">Why, in words.</param>
/// <param name="storedRun">The run in the store that can be resumed; null if there is none.</param>
internal sealed class ClusterRunException(string reason, string? storedRun) : Exception(reason)
{
    /// <summary>The run in the store that can be resumed; null if there is none.</summary>
    public string? StoredRun => storedRun;
}
