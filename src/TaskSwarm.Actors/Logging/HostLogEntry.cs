namespace TaskSwarm.Actors.Logging;

/// <summary>One entry of the actor system's log.</summary>
/// <param name="Level">How severe.</param>
/// <param name="Source">The actor or class that wrote it.</param>
/// <param name="Message">What it says.</param>
/// <param name="Cause">The exception, if there is one.</param>
public readonly record struct HostLogEntry(HostLogLevel Level, string Source, string Message, Exception? Cause);
