using TaskSwarm.Hosting.Comparison;

namespace TaskSwarm.Cli.Commands;

/// <summary>What was asked of <c>compare</c> or <c>sweep</c>.</summary>
internal sealed record ComparisonRequest
{
    /// <summary>The scenario file.</summary>
    public required string File { get; init; }

    /// <summary>What a column is: <c>strategy</c> or <c>setting</c>.</summary>
    public required string ColumnWord { get; init; }

    /// <summary>What is compared.</summary>
    public required IReadOnlyList<ComparisonColumn> Columns { get; init; }

    /// <summary>With which seeds.</summary>
    public required IReadOnlyList<ulong> Seeds { get; init; }

    /// <summary>Which figures; empty for those that say most.</summary>
    public required IReadOnlyList<string> Metrics { get; init; }

    /// <summary>How many runs at a time.</summary>
    public required int Workers { get; init; }

    /// <summary>The form of the report: text, json, csv or markdown.</summary>
    public required string Format { get; init; }

    /// <summary>The file for the report; null for the screen.</summary>
    public string? Out { get; init; }
}
