namespace TaskSwarm.Cluster;

/// <summary>A member of a cluster.</summary>
/// <param name="Address">Where it is.</param>
/// <param name="Roles">Its roles, with commas between them.</param>
/// <param name="State">What it is: joining, up, leaving, ..., or unreachable.</param>
public sealed record ClusterMember(string Address, string Roles, string State)
{
    /// <summary>Where a member is found: <c>HOST:PORT</c>.</summary>
    internal static string At(Akka.Actor.Address address) => $"{address.Host}:{address.Port}";
}
