using TaskSwarm.Hosting.Runs;
using TaskSwarm.Kernel.Runs;
using TaskSwarm.Kernel.Time;
using TaskSwarm.Store;

namespace TaskSwarm.Hosting.Storage;

/// <content>Runs that are made again and held against what is stored.</content>
public sealed partial class RunArchive
{
    /// <summary>Checks all that is stored of a run, makes the run again, and compares.</summary>
    /// <param name="run">The run.</param>
    /// <param name="from">From when to make it again: the latest snapshot before that is taken; zero: from the start.
    /// </param>
    /// <param name="host">How to carry it; need not be as it was.</param>
    /// <param name="started">Called before the first window with what tells how far the run is.</param>
    /// <param name="cancellation">Stops it between two windows.</param>
    /// <exception cref="StoreException">What is stored is damaged or cannot be read.</exception>
    public async Task<Verification> VerifyAsync(
        PersistedRun run, SimTime from, HostSettings host, Action<RunProgress> started, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(host);
        await store.CheckAsync(run.Record.Id, cancellation);
        SnapshotBlock? snapshot = from == SimTime.Zero
            ? null
            : await store.LatestSnapshotAsync(run.Record.Id, from.Micros, skipCorrupt: false, cancellation);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        await using IAsyncEnumerator<EpochBlock> epochs = store
            .ReadEpochsAsync(run.Record.Id, (snapshot?.Epoch ?? 0) + 1, CancellationToken.None)
            .GetAsyncEnumerator(CancellationToken.None);
        var start = new SimTime(snapshot?.UntilMicros ?? 0);
        bool stores = run.Record.Keep != RunKeep.Summary;
        var recorder = stores
            ? new VerifyRecorder(
                epochs, run.Record.Keep, run.HasEnded, run.Description.Sampling, start, stop.Cancel)
            : null;
        if (recorder is not null)
        {
            await recorder.Ready;
        }

        BackgroundRecorder seen = recorder is null ? new SilentRecorder() : recorder;
        RunCore core = run.Timeline.Open(snapshot, host.Regions, _ => seen, stop.Token);
        RunResult result = service.Carry(core, host, started, stop.Token);
        if (recorder?.Failure is Exception failure)
        {
            throw failure is StoreException
                ? failure
                : new RunArchiveException($"What is stored cannot be read: {failure.Message}", failure);
        }

        return new Verification(
            recorder?.Difference ?? AtTheEnd(run, recorder, result, cancellation), recorder?.Windows ?? result.Windows,
            start, core.Now, result);
    }

    private static RunDifference? AtTheEnd(
        PersistedRun run, VerifyRecorder? recorder, RunResult result, CancellationToken cancellation)
    {
        if (cancellation.IsCancellationRequested)
        {
            return null;
        }

        if (recorder?.NextStored is long next)
        {
            return new RunDifference(
                next, result.SimulatedTime, null, "end of the run", $"window {next}", "no more windows");
        }

        return run.HasEnded && result.Digest != run.Record.Digest
            ? new RunDifference(
                result.Windows, result.SimulatedTime, null, "digest of the whole run", run.Record.Digest,
                result.Digest)
            : null;
    }
}
