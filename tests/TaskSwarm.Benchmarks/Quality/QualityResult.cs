namespace TaskSwarm.Benchmarks.Quality;

/// <summary>What one strategy made of one case.</summary>
internal sealed record QualityResult(string Strategy)
{
    public bool Refused { get; init; }

    /// <summary>Null if tasks were left over: then the value compares with nothing.</summary>
    public double? GapPercent { get; init; }

    public bool IsProven { get; init; }

    /// <summary>Whether the public checker has passed it.</summary>
    public bool IsChecked { get; init; }

    public double Seconds { get; init; }

    public IReadOnlyList<string> Wrong { get; init; } = [];
}
