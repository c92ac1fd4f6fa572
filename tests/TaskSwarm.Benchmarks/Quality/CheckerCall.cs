namespace TaskSwarm.Benchmarks.Quality;

/// <summary>How a public checker is asked about plans of a case.</summary>
/// <param name="Script">The checker's file.</param>
/// <param name="Instance">The instance's file.</param>
/// <param name="Objective">The checker's name for the objective.</param>
/// <param name="Options">What else it wants to know.</param>
public sealed record CheckerCall(string Script, string Instance, string Objective, params string[] Options);
