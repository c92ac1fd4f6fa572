using TaskSwarm.Store.Frames;

namespace TaskSwarm.Store.Tables;

/// <summary>A run's row with the sums that guard it.</summary>
/// <param name="Record">What callers see, without the blobs.</param>
/// <param name="ParentSum">Sum of the parent's fork epoch, or of the parent's genesis; empty without parent.</param>
/// <param name="Genesis">Sum of what was known at the creation; the chain of epochs begins with it.</param>
/// <param name="HeadSum">Sum of the last epoch when the run was sealed.</param>
/// <param name="Seal">Sum of what was known at the ending, or null while the run is open.</param>
/// <param name="StoredBytes">Bytes without the snapshots.</param>
/// <param name="StoredState">The state as the row has it.</param>
/// <param name="HasOwner">Whether a writer holds the run.</param>
/// <param name="OwnerAlive">Whether that writer seems alive.</param>
/// <param name="OwnerName">Where that writer is, for messages.</param>
internal sealed record RunRow(
    RunRecord Record,
    byte[] ParentSum,
    byte[] Genesis,
    byte[] HeadSum,
    byte[]? Seal,
    long StoredBytes,
    RunState StoredState,
    bool HasOwner,
    bool OwnerAlive,
    string OwnerName)
{
    /// <summary>The sum that <see cref="Genesis"/> should be.</summary>
    public byte[] ComputeGenesis(byte[] descriptionSum) => ComputeGenesis(Record, ParentSum, descriptionSum);

    public static byte[] ComputeGenesis(RunRecord record, byte[] parentSum, byte[] descriptionSum) =>
        new Checksum("run-1")
            .Add(record.Id)
            .Add(record.Scenario)
            .Add(record.Kind)
            .Add(record.Strategy)
            .Add(unchecked((long)record.Seed))
            .Add(record.ScenarioHash)
            .Add(record.Version)
            .Add((long)record.Keep)
            .Add(record.Parent ?? "")
            .Add(record.Parent is null ? 0 : 1)
            .Add(record.ForkEpoch)
            .Add(parentSum)
            .Add(RunTable.Micros(record.StartedAt))
            .Add(descriptionSum)
            .Finish();

    /// <summary>The sum that <see cref="Seal"/> should be.</summary>
    public byte[] ComputeSeal(byte[] endingSum) => new Checksum("seal-1")
        .Add(Genesis)
        .Add(HeadSum)
        .Add((long)StoredState)
        .Add(Record.Epochs)
        .Add(StoredBytes)
        .Add(Record.Digest)
        .Add(Record.Events)
        .Add(Record.SimulatedMicros)
        .Add(RunTable.Micros(Record.EndedAt ?? default))
        .Add(endingSum)
        .Finish();
}
