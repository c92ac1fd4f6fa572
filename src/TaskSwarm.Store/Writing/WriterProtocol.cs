using TaskSwarm.Store.Frames;

namespace TaskSwarm.Store.Writing;

/// <summary>To the keeper: take an epoch.</summary>
internal sealed record AcceptEpoch(EpochBlock Block);

/// <summary>To the keeper: take a snapshot.</summary>
internal sealed record AcceptSnapshot(SnapshotBlock Block);

/// <summary>To the keeper: commit what waits, then seal the run; null for an interruption.</summary>
internal sealed record FinishRun(RunEnding? Ending);

/// <summary>To the journal: persist this, which must be the next.</summary>
internal abstract record JournalCommand(long Sequence);

/// <summary>To the journal: an epoch.</summary>
internal sealed record StoreEpoch(long Sequence, EpochFrame Frame) : JournalCommand(Sequence);

/// <summary>To the journal: a snapshot after the epoch of that sequence number.</summary>
internal sealed record StoreSnapshot(long Sequence, SnapshotFrame Frame) : JournalCommand(Sequence);

/// <summary>To the journal: a snapshot that is no longer wanted.</summary>
internal sealed record DropSnapshot(long Sequence) : JournalCommand(Sequence);

/// <summary>From the journal: it knows where it stands.</summary>
internal sealed record JournalReady(long Sequence);

/// <summary>From the journal: the command of that sequence number is committed.</summary>
internal sealed record JournalDone(JournalCommand Command);

/// <summary>From the journal: it failed, or is about to stop.</summary>
internal sealed record JournalFailed(Exception Cause);
