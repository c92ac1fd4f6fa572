namespace TaskSwarm.Scenarios.Format;

/// <summary>A bound as it was declared, so that messages show the text a person would write.</summary>
/// <param name="Value">The bound.</param>
/// <param name="Text">The bound as written.</param>
internal sealed record Bound<T>(T Value, string Text) where T : struct;
