using TaskSwarm.Store.Databases;
using TaskSwarm.Store.Tables;

namespace TaskSwarm.Store.Writing;

/// <summary>Where a writer begins.</summary>
/// <param name="Database">The database.</param>
/// <param name="Run">The run's row when it was opened.</param>
/// <param name="Owner">Its new owner.</param>
/// <param name="Link">Shared with the writer.</param>
/// <param name="Sum">Sum of the last epoch, or the genesis.</param>
/// <param name="TotalEvents">Events up to there.</param>
/// <param name="Snapshots">Sequence numbers of its snapshots, rising.</param>
internal sealed record RunStart(
    Database Database,
    RunRecord Run,
    Owner Owner,
    WriterLink Link,
    byte[] Sum,
    long TotalEvents,
    IReadOnlyList<long> Snapshots)
{
    public RunTable Runs { get; } = new(Database);

    public JournalTable Journal { get; } = new(Database);

    /// <summary>Epochs of this run's own journal when it was opened.</summary>
    public long OwnEpochs => Run.Epochs - Run.ForkEpoch;
}
