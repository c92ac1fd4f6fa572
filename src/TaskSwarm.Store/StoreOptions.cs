namespace TaskSwarm.Store;

/// <summary>How to use a store.</summary>
public sealed record StoreOptions
{
    /// <summary>Whether to make the database's tables, and an SQLite file, where there are none.</summary>
    /// <remarks>False makes opening throw <see cref="StoreMissingException"/> there instead.</remarks>
    public bool CreateIfMissing { get; init; } = true;

    /// <summary>How long a writer tries again before it gives up, counted from the first failure in a row.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How many epochs and snapshots may wait for their commit; at least 1.</summary>
    public int Buffer { get; init; } = 4;

    /// <summary>How long a writer on another machine counts as alive after its last sign of life.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Told in plain words when the database does not answer and when it does again. Called from threads of the store;
    /// must return soon and must not throw.
    /// </summary>
    public Action<string>? OnTrouble { get; init; }

    /// <summary>The wall clock for the times in <see cref="RunRecord"/> and for leases.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Most pages of 4 KiB that an SQLite file may grow to; null for as many as the disk holds.</summary>
    public int? SqlitePageLimit { get; init; }

    /// <summary>How long one attempt waits for a lock of an SQLite file.</summary>
    public TimeSpan SqliteLockWait { get; init; } = TimeSpan.FromSeconds(2);
}
