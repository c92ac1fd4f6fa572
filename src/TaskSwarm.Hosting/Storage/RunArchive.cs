using System.Runtime.CompilerServices;
using TaskSwarm.Hosting.Runs;
using TaskSwarm.Kernel.Runs;
using TaskSwarm.Kernel.Time;
using TaskSwarm.Scenarios.Format;
using TaskSwarm.Store;

namespace TaskSwarm.Hosting.Storage;

/// <summary>Runs in a store: making them, and showing, verifying, resuming and forking those that are there.</summary>
/// <param name="store">The store.</param>
/// <param name="loader">Loads scenarios.</param>
/// <param name="service">Makes runs.</param>
/// <param name="settings">How often to commit.</param>
public sealed partial class RunArchive(
    RunStore store, ScenarioLoader loader, RunService service, StorageSettings? settings = null)
{
    private readonly StorageSettings _settings = settings ?? new StorageSettings();

    /// <summary>The store.</summary>
    public RunStore Store => store;

    /// <summary>A run, by its id or the beginning of it.</summary>
    /// <exception cref="StoreException">There is no such run, or it cannot be read.</exception>
    /// <exception cref="RunArchiveException">This version cannot read it.</exception>
    public async Task<PersistedRun> FindAsync(string id, CancellationToken cancellation = default) =>
        new(await store.FindAsync(id, cancellation), loader);

    /// <summary>The windows of a run that end after one instant and begin before another, in order.</summary>
    /// <exception cref="RunArchiveException">The run was kept without its events.</exception>
    /// <exception cref="StoreException">What is stored cannot be read.</exception>
    public async IAsyncEnumerable<StoredWindow> WindowsAsync(
        PersistedRun run, SimTime from, SimTime to, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(run);
        if (run.Record.Keep != RunKeep.Events)
        {
            throw new RunArchiveException(
                $"Run {run.Record.Id} was kept without its events (--keep {Word(run.Record.Keep)}): there is nothing "
                + "to show. It can be verified, resumed and forked.");
        }

        await foreach (EpochBlock epoch in store.ReadEpochsAsync(run.Record.Id, 1, cancellation))
        {
            if (epoch.UntilMicros < from.Micros)
            {
                continue;
            }

            foreach (ReadOnlyMemory<byte> slice in EpochReading.Slices(epoch))
            {
                Window head = EpochReading.HeadOf(slice);
                if (head.Start > to)
                {
                    yield break;
                }

                if (head.End > from)
                {
                    yield return EpochReading.Read(slice);
                }
            }
        }
    }

    /// <summary>The word for what is kept of a run, as the command line has it.</summary>
    public static string Word(RunKeep keep) => keep switch
    {
        RunKeep.Snapshots => "snapshots",
        RunKeep.Summary => "summary",
        _ => "events",
    };
}
