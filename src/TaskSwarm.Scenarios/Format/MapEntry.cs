namespace TaskSwarm.Scenarios.Format;

/// <summary>One key of a map with its value.</summary>
/// <param name="Key">The key's text.</param>
/// <param name="Place">Where the key was written.</param>
/// <param name="Value">The value.</param>
internal sealed record MapEntry(string Key, SourcePlace Place, SourceNode Value);
