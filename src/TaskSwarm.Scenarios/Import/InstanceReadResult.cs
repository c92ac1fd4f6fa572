namespace TaskSwarm.Scenarios.Import;

/// <summary>What reading an instance gave: the instance, or everything that is wrong with the file.</summary>
/// <param name="Instance">The instance; null if there are errors.</param>
/// <param name="Errors">All errors, in the order of the file.</param>
public sealed record InstanceReadResult(RoutingInstance? Instance, IReadOnlyList<InstanceError> Errors)
{
    /// <summary>True if there is an instance.</summary>
    public bool Succeeded => Instance is not null;
}
