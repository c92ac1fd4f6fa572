namespace TaskSwarm.Chaos;

/// <summary>How a run in a storm ended.</summary>
internal sealed record Outcome
{
    /// <summary>Its digest; empty if it has none.</summary>
    public string Digest { get; init; } = "";

    /// <summary>How many events it reports.</summary>
    public long Events { get; init; }

    /// <summary>What was said when it was made again, window by window, and compared with what is stored.</summary>
    public string Verdict { get; init; } = "";

    /// <summary>Who committed what.</summary>
    public required Writers Writers { get; init; }

    /// <summary>Real time that it took, in seconds.</summary>
    public double Seconds { get; init; }

    /// <summary>What was done to it.</summary>
    public IReadOnlyList<string> Deeds { get; init; } = [];

    /// <summary>What the program said on standard error, and what else went wrong.</summary>
    public string Error { get; init; } = "";

    /// <summary>Why it is not as it must be; null if it is.</summary>
    /// <param name="right">The run by one plain loop.</param>
    public string? WrongAgainst((string Digest, long Events) right) =>
        Digest != right.Digest ? $"digest '{Digest}', expected '{right.Digest}'"
        : Events != right.Events ? FormattableString.Invariant($"{Events} events, expected {right.Events}")
        : !Verdict.Contains("is genuine", StringComparison.Ordinal) ? $"replay --verify: {Verdict.Trim()}"
        : Writers.Fault is string fault ? fault
        : Error.StartsWith('!') ? Error
        : null;
}
