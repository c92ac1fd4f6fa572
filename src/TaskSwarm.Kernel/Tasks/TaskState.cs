namespace TaskSwarm.Kernel.Tasks;

/// <summary>The states of a task in the ledger.</summary>
public enum TaskState
{
    /// <summary>Someone is sought for it.</summary>
    Announced,

    /// <summary>An agent has accepted it.</summary>
    Awarded,

    /// <summary>That agent is at it.</summary>
    Started,

    /// <summary>It is done: final.</summary>
    Done,

    /// <summary>Nobody can do it, or all attempts failed: final.</summary>
    Failed,

    /// <summary>Its deadline passed: final.</summary>
    Expired,

    /// <summary>It is no longer wanted: final.</summary>
    Cancelled,
}
