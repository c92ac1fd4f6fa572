namespace TaskSwarm.Chaos.Networks;

/// <summary>Where a process runs, and how others reach it.</summary>
/// <param name="Number">Its number in its network, from 1.</param>
/// <param name="Host">Its address.</param>
/// <param name="Port">A TCP port that is free there.</param>
/// <param name="Namespace">The network namespace that it is in; null for this machine's own.</param>
internal sealed record Place(int Number, string Host, int Port, string? Namespace)
{
    /// <summary>As seed nodes are named.</summary>
    public string Address { get; } = FormattableString.Invariant($"{Host}:{Port}");
}
