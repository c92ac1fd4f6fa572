namespace TaskSwarm.Store.Writing;

/// <summary>What the snapshot store keeps: a snapshot's frame.</summary>
internal sealed record StoredSnapshot(ReadOnlyMemory<byte> Frame);
