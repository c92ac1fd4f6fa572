namespace TaskSwarm.Scenarios.Format;

/// <summary>What the command line changes in a scenario, as it was typed: the texts go through the same checks as the
/// file.</summary>
public sealed record ScenarioOverrides
{
    /// <summary>Nothing is changed.</summary>
    public static readonly ScenarioOverrides None = new();

    /// <summary>Assignments <c>path=value</c>, such as <c>faults[0].at=20s</c>, applied in order.</summary>
    public IReadOnlyList<string> Set { get; init; } = [];

    /// <summary>The seed instead of the file's.</summary>
    public string? Seed { get; init; }

    /// <summary>The duration instead of the file's.</summary>
    public string? Duration { get; init; }

    /// <summary>The strategy instead of the file's.</summary>
    public string? Strategy { get; init; }
}
