namespace TaskSwarm.Store;

/// <summary>How far a run is.</summary>
public enum RunState
{
    /// <summary>A writer that seems alive owns it.</summary>
    Running,

    /// <summary>It stopped before its end and can be resumed; also what a run shows whose writer died.</summary>
    Interrupted,

    /// <summary>It came to its end.</summary>
    Completed,

    /// <summary>It ended with a failure of the run itself, such as a bug in an agent.</summary>
    Failed,
}
