using TaskSwarm.Scenarios.Format;

namespace TaskSwarm.Scenarios.Import;

/// <summary>What an import gave.</summary>
/// <param name="Scenario">The text of the scenario; null if there are problems.</param>
/// <param name="Problems">Everything that is wrong with the file.</param>
public sealed record ImportResult(string? Scenario, IReadOnlyList<Problem> Problems);
