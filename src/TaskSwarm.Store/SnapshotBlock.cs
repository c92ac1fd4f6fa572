namespace TaskSwarm.Store;

/// <summary>The state of all agents right after an epoch.</summary>
/// <param name="Epoch">The epoch after which it was taken: the last one that was written.</param>
/// <param name="Window">The last window before it.</param>
/// <param name="UntilMicros">Simulated time of the state, in microseconds.</param>
/// <param name="Digest">Digest of the run there; may be empty, at most 256 bytes of UTF-8.</param>
/// <param name="Payload">The state; it must not change until the snapshot is committed.</param>
public sealed record SnapshotBlock(
    long Epoch,
    long Window,
    long UntilMicros,
    string Digest,
    ReadOnlyMemory<byte> Payload);
