namespace TaskSwarm.Hosting.Comparison;

/// <summary>One run of a comparison.</summary>
/// <param name="Column">Of which column, by its place.</param>
/// <param name="Seed">With which seed, by its place.</param>
public sealed record ComparedRun(int Column, int Seed)
{
    /// <summary><c>completed</c>, <c>failed</c>, <c>interrupted</c>, or <c>not run</c>.</summary>
    public string Outcome { get; init; } = "not run";

    /// <summary>Why, for people; empty if it went well.</summary>
    public string Reason { get; init; } = "";

    /// <summary>The run's digest; null if it did not come to one.</summary>
    public string? Digest { get; init; }

    /// <summary>The figures, as far as it came; only those of completed runs are compared.</summary>
    public IReadOnlyDictionary<string, double> Metrics { get; init; } = new SortedDictionary<string, double>();

    /// <summary>Who was given what, for the first seed; null for the others.</summary>
    public AwardHistory? Awards { get; init; }

    /// <summary>Whether its figures count.</summary>
    public bool IsComplete => Outcome == "completed";
}
