using TaskSwarm.Kernel.Runs;

namespace TaskSwarm.Scenarios.Format;

/// <summary>What loading a scenario gave: a simulation, or everything that is wrong.</summary>
/// <param name="Simulation">The simulation; null if there are problems.</param>
/// <param name="Problems">All problems, in the order of the file, up to <see cref="Problems.Limit"/>.</param>
/// <param name="ProblemCount">How many problems there are, listed or not.</param>
/// <param name="Resolved">The scenario as JSON with aliases, merges and overrides applied and keys sorted; empty if
/// the text could not be read.</param>
/// <param name="Hash">SHA-256 of <paramref name="Resolved"/> in lower-case hexadecimal; equal for files that differ
/// in layout, comments, order of keys or use of aliases only.</param>
public sealed record ScenarioResult(
    Simulation? Simulation, IReadOnlyList<Problem> Problems, int ProblemCount, string Resolved, string Hash)
{
    /// <summary>The scenario as JSON as in <see cref="Resolved"/>, but with its keys in the order of the file. What
    /// is loaded from it makes the same run.</summary>
    public string Document { get; init; } = "";

    /// <summary>The texts of the files that the scenario names, by the paths under which it names them, those of
    /// files that are no text in base64: with them and <see cref="Document"/> the scenario can be loaded where no
    /// file is.</summary>
    public IReadOnlyDictionary<string, string> Companions { get; init; } = new Dictionary<string, string>();
}
