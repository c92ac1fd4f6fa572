namespace TaskSwarm.Hosting.Comparison;

/// <summary>A comparison as it was asked for, when it is known that every column can run.</summary>
/// <param name="File">The scenario file.</param>
/// <param name="Scenario">The scenario's name.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="Columns">What is compared.</param>
/// <param name="Seeds">With which seeds, at least one.</param>
/// <param name="Metrics">Which figures; empty for those that say most.</param>
public sealed record ComparisonPlan(
    string File, string Scenario, string Kind, IReadOnlyList<ComparisonColumn> Columns, IReadOnlyList<ulong> Seeds,
    IReadOnlyList<string> Metrics)
{
    /// <summary>How many runs it takes.</summary>
    public int Runs => Columns.Count * Seeds.Count;
}
