using System.Diagnostics;
using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Codec;
using TaskSwarm.Kernel.Runs;
using TaskSwarm.Kernel.Time;
using TaskSwarm.Store;

namespace TaskSwarm.Hosting.Storage;

/// <summary>
/// Writes a run to a store as it goes. Windows that are stored already, because the run is resumed, are held against
/// what is stored instead.
/// </summary>
internal sealed class StoreRecorder : BackgroundRecorder
{
    private readonly Task<RunWriter> _writer;
    private readonly RunKeep _keep;
    private readonly Sampling _sampling;
    private readonly StorageSettings _settings;
    private readonly Action _stop;
    private readonly RecordCatalog _catalog;
    private readonly EpochPacker _packer;
    private readonly Queue<(long LastWindow, string Digest)> _known;
    private SimTime _lastEnd;
    private long _lastSnapshot = Stopwatch.GetTimestamp();
    private TimeSpan _snapshotCost;

    /// <summary>A recorder that goes on behind the writer's last epoch.</summary>
    /// <param name="writer">Where to; the run need not wait until the store has made it.</param>
    /// <param name="keep">What is kept.</param>
    /// <param name="lastEpoch">The writer's last epoch; 0 for a new run.</param>
    /// <param name="sampling">When positions are kept.</param>
    /// <param name="settings">How often to commit.</param>
    /// <param name="known">The last window and the digest of each epoch that is stored and will be made again.</param>
    /// <param name="from">The end of the window before the first.</param>
    /// <param name="stop">Asks the run to end after its window.</param>
    /// <param name="catalog">The events and messages that may occur; null for those of the program.</param>
    public StoreRecorder(
        Task<RunWriter> writer, RunKeep keep, long lastEpoch, Sampling sampling, StorageSettings settings,
        IEnumerable<(long LastWindow, string Digest)> known, SimTime from, Action stop,
        RecordCatalog? catalog = null)
    {
        _catalog = catalog ?? RunRecords.Catalog;
        _writer = writer;
        _keep = keep;
        _sampling = sampling;
        _settings = settings;
        _stop = stop;
        _known = new Queue<(long, string)>(known);
        _lastEnd = from;
        _packer = new EpochPacker(_catalog, settings, _keep, lastEpoch);
    }

    /// <summary>Which of the run's scenarios is at work; kept with snapshots.</summary>
    public int Part { get; set; }

    /// <summary>Why the store no longer takes anything; null if it does.</summary>
    public StoreException? Failure { get; private set; }

    /// <summary>The first window up to which the run is not the one that is stored; null if it is.</summary>
    public long? Mismatch { get; private set; }

    /// <inheritdoc/>
    public override bool WantsState => IsKeeping && IsSnapshotDue;

    private bool IsKeeping =>
        _known.Count == 0 && _keep != RunKeep.Summary && Failure is null && Mismatch is null;

    private bool IsSnapshotDue
    {
        get
        {
            TimeSpan since = Stopwatch.GetElapsedTime(_lastSnapshot);
            return since >= _snapshotCost * _settings.SnapshotShare && since >= _settings.SnapshotTime;
        }
    }

    /// <inheritdoc/>
    public override void OnWindow(RunCore run, in WindowCommit commit)
    {
        bool sampled = _sampling.IsDue(_lastEnd, commit.Window.End);
        _lastEnd = commit.Window.End;
        if (_known.TryPeek(out (long LastWindow, string Digest) stored))
        {
            Check(stored, commit);
            return;
        }

        if (!IsKeeping)
        {
            return;
        }

        // Where others carry regions, their states are here in this window only.
        bool isFull = _packer.Add(commit, sampled ? run.World : null);
        if (isFull || (!run.IsWhole && IsSnapshotDue && run.CanCapture))
        {
            Ready = Keep(_packer.Close(), SnapshotIfDue(run, commit));
        }
    }

    /// <summary>Hands over what is left when the run is over.</summary>
    public async Task FlushAsync()
    {
        await Ready;
        if (!_packer.IsEmpty && Failure is null && Mismatch is null)
        {
            await Keep(_packer.Close(), null);
        }
    }

    private void Check((long LastWindow, string Digest) stored, in WindowCommit commit)
    {
        if (commit.Window.Number < stored.LastWindow)
        {
            return;
        }

        _known.Dequeue();
        if (commit.Window.Number != stored.LastWindow || EpochPacker.TextOf(commit.Chain) != stored.Digest)
        {
            Mismatch ??= stored.LastWindow;
            _stop();
        }
    }

    private SnapshotBlock? SnapshotIfDue(RunCore run, in WindowCommit commit)
    {
        if (!IsSnapshotDue || !run.CanCapture)
        {
            return null;
        }

        long begun = Stopwatch.GetTimestamp();
        var state = new StateWriter();
        state.Write(Part);
        run.Capture(state, _catalog);
        _snapshotCost = Stopwatch.GetElapsedTime(begun);
        _lastSnapshot = Stopwatch.GetTimestamp();
        return new SnapshotBlock(
            _packer.Number, commit.Window.Number, commit.Window.End.Micros, EpochPacker.TextOf(commit.Chain),
            state.Written);
    }

    private async Task Keep(EpochBlock block, SnapshotBlock? snapshot)
    {
        try
        {
            RunWriter writer = await _writer;
            await writer.WriteAsync(block);
            if (snapshot is not null)
            {
                await writer.SaveSnapshotAsync(snapshot);
            }
        }
        catch (StoreException e)
        {
            Failure = e;
            _stop();
        }
    }
}
