namespace TaskSwarm.Chaos;

/// <summary>How a run in a storm ended.</summary>
/// <param name="Digest">Its digest; empty if it has none.</param>
/// <param name="IsGenuine">Whether it was made again, window by window, as it is stored.</param>
/// <param name="Seconds">Real time that it took.</param>
/// <param name="Deeds">What was done to it.</param>
/// <param name="Error">What the program said on standard error.</param>
internal sealed record Outcome(
    string Digest, bool IsGenuine, double Seconds, IReadOnlyList<string> Deeds, string Error);
