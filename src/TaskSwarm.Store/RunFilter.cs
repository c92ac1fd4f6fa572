namespace TaskSwarm.Store;

/// <summary>Which runs to list. What is null does not filter.</summary>
/// <param name="Scenario">Name of the scenario, exactly.</param>
/// <param name="Kind">Kind of the scenario, exactly.</param>
/// <param name="Since">Started at this moment or later.</param>
/// <param name="Until">Started before this moment.</param>
public sealed record RunFilter(
    string? Scenario = null,
    string? Kind = null,
    DateTimeOffset? Since = null,
    DateTimeOffset? Until = null);
