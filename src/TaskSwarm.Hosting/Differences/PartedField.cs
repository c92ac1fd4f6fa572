namespace TaskSwarm.Hosting.Differences;

/// <summary>A field with a value in each run.</summary>
/// <param name="Name">The field.</param>
/// <param name="First">Its value in the first run.</param>
/// <param name="Second">Its value in the second run.</param>
public sealed record PartedField(string Name, string First, string Second);
