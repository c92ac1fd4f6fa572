namespace TaskSwarm.Kernel.Allocation;

/// <summary>A strategy as users choose it.</summary>
/// <param name="Name">The name in scenario files.</param>
/// <param name="Family">How it decides.</param>
/// <param name="Description">What it does, in a few words.</param>
public sealed record StrategyInfo(string Name, StrategyFamily Family, string Description)
{
    /// <summary>Its variants, of which a scenario may choose one as <c>rule</c>; the first is the default. Empty if it
    /// has none.</summary>
    public IReadOnlyList<string> Rules { get; init; } = [];

    /// <summary>Whether a change makes it plan anew what others hold but have not begun; if not, it only places what
    /// nobody holds.</summary>
    public bool Replans { get; init; }

    /// <summary>Whether an agent that has run out of work is a reason to plan.</summary>
    public bool WatchesIdle { get; init; }
}
