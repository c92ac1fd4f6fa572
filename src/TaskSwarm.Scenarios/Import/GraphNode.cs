namespace TaskSwarm.Scenarios.Import;

/// <summary>A task of an imported task graph.</summary>
/// <param name="Name">Its name in the scenario.</param>
/// <param name="Seconds">How long it takes.</param>
/// <param name="Inputs">What it waits for: numbers of other nodes, and bytes from there.</param>
internal sealed record GraphNode(string Name, double Seconds, IReadOnlyList<(int From, double Bytes)> Inputs)
{
    /// <summary>Its name in the file, if that is another; null otherwise.</summary>
    public string? Id { get; init; }

    /// <summary>Bytes of the files that it reads and writes.</summary>
    public double Storage { get; init; }
}
