namespace TaskSwarm.Allocation.ConsensusBundle;

/// <summary>What a receiver does about a task in CBBA.</summary>
internal enum ConflictAction
{
    /// <summary>Keeps its own belief.</summary>
    Leave,

    /// <summary>Believes the sender.</summary>
    Update,

    /// <summary>Believes that nobody wins.</summary>
    Reset,
}
