namespace TaskSwarm.Store.Databases;

/// <summary>What is the matter with a database.</summary>
/// <param name="Kind">What to do about it.</param>
/// <param name="Words">The cause in plain words, as the end of a sentence.</param>
internal sealed record Fault(FaultKind Kind, string Words);
