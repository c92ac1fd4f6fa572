namespace TaskSwarm.Actors.Logging;

/// <summary>How severe an entry of the actor system's log is.</summary>
public enum HostLogLevel
{
    /// <summary>For developers: supervision, life cycles.</summary>
    Debug,

    /// <summary>For whoever wants to follow.</summary>
    Info,

    /// <summary>Something is odd.</summary>
    Warning,

    /// <summary>Something failed.</summary>
    Error,
}
