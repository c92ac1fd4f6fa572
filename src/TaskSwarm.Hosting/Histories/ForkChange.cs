namespace TaskSwarm.Hosting.Histories;

/// <summary>One value of the scenario that a fork changed.</summary>
/// <param name="Path">Where it stands, such as <c>network.loss</c>.</param>
/// <param name="Before">What it was, as written; null if it was not written.</param>
/// <param name="After">What it is.</param>
public sealed record ForkChange(string Path, string? Before, string? After);
