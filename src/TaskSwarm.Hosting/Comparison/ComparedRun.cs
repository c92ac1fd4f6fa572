using TaskSwarm.Kernel.Runs;

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

    /// <summary>This run with what it came to.</summary>
    /// <param name="result">What it came to.</param>
    /// <param name="awards">Tells who was given what, asked only if it went well; null if that is not known.</param>
    internal ComparedRun Ended(RunResult result, Func<AwardHistory>? awards)
    {
        (string outcome, string reason) = result switch
        {
            { Failure: RunFailure f } => ("failed", $"{f.Agent} at {f.Time} on {f.Event}: {f.Message}"),
            { Violations: [var first, ..] } => ("failed", first.ToText(result.AgentNames)),
            { Outcome: RunOutcome.Interrupted } => ("interrupted", "interrupted"),
            _ => ("completed", ""),
        };
        return this with
        {
            Outcome = outcome,
            Reason = reason,
            Digest = result.Digest,
            Metrics = result.Metrics.Values,
            Awards = outcome == "completed" ? awards?.Invoke() : null,
        };
    }

    /// <summary>Whether its figures count.</summary>
    public bool IsComplete => Outcome == "completed";
}
