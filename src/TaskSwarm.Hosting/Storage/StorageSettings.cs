namespace TaskSwarm.Hosting.Storage;

/// <summary>How often a run is committed and captured. Nothing here can change what the run does.</summary>
public sealed record StorageSettings
{
    /// <summary>An epoch is committed when it holds so many bytes before compression.</summary>
    public int EpochBytes { get; init; } = 1 << 20;

    /// <summary>An epoch is committed when it is so old, in real time: what a crash can cost.</summary>
    public TimeSpan EpochTime { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The same for the first epoch: what a first commit has to prepare is then done while the run goes on.
    /// </summary>
    public TimeSpan FirstEpochTime { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>The least real time between two snapshots.</summary>
    public TimeSpan SnapshotTime { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Snapshots take at most one part in so many of the real time of a run.</summary>
    public double SnapshotShare { get; init; } = 40;
}
