namespace TaskSwarm.Store.Writing;

/// <summary>The journal's event: an epoch's frame.</summary>
internal sealed record StoredEpoch(ReadOnlyMemory<byte> Frame);
