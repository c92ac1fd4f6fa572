namespace TaskSwarm.Store;

/// <summary>How much of a run the caller stores. The store carries the word; the caller keeps to it.</summary>
public enum RunKeep
{
    /// <summary>Every epoch with its events, and snapshots.</summary>
    Events,

    /// <summary>Every epoch with an empty payload, and snapshots.</summary>
    Snapshots,

    /// <summary>No epochs: only the description and the ending.</summary>
    Summary,
}
