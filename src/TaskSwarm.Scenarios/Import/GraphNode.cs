namespace TaskSwarm.Scenarios.Import;

/// <summary>A task of an imported task graph.</summary>
/// <param name="Name">Its name in the file.</param>
/// <param name="Seconds">How long it takes.</param>
/// <param name="Inputs">What it waits for: numbers of other nodes, and bytes from there.</param>
internal sealed record GraphNode(string Name, double Seconds, IReadOnlyList<(int From, double Bytes)> Inputs);
