using System.Diagnostics;
using TaskSwarm.Kernel.Runs;
using TaskSwarm.Kernel.Time;
using TaskSwarm.Scenarios.Format;
using TaskSwarm.Store;

namespace TaskSwarm.Hosting.Storage;

/// <content>Runs that are written as they are made.</content>
public sealed partial class RunArchive
{
    /// <summary>Makes a run of a scenario, and writes it.</summary>
    /// <param name="loaded">The scenario, which loaded well.</param>
    /// <param name="request">What was asked.</param>
    /// <exception cref="StoreException">The store could not take the run at all.</exception>
    public async Task<RecordedRun> RunAsync(ScenarioResult loaded, RunRequest request)
    {
        ArgumentNullException.ThrowIfNull(loaded);
        ArgumentNullException.ThrowIfNull(request);
        Simulation simulation = loaded.Simulation!;
        var description = new RunDescription(
            request.File, RunRecords.Catalog.LayoutHash, Sampling.Of(simulation).Period.Micros,
            [new ScenarioSegment(0, loaded.Document, loaded.Companions, [])]);
        var draft = new RunDraft
        {
            Id = request.Id,
            Scenario = simulation.Name,
            Kind = simulation.Kind,
            Strategy = simulation.Strategy,
            Seed = simulation.Seed,
            ScenarioHash = loaded.Hash,
            Version = request.Version,
            Keep = request.Keep,
            Description = description.ToBytes(),
        };
        return await MakeAsync(
            Creating(draft), request.Keep, 0, description, RunTimeline.Of(simulation), null, [], request);
    }

    /// <summary>Goes on with a run that was cut off.</summary>
    /// <param name="run">The run.</param>
    /// <param name="request">What was asked; its file and what to keep are those of the run.</param>
    /// <exception cref="StoreException">The store could not give or take the run.</exception>
    /// <exception cref="RunArchiveException">This program does not make the run that is stored.</exception>
    public async Task<RecordedRun> ResumeAsync(PersistedRun run, RunRequest request)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(request);
        RunWriter writer = await store.ContinueAsync(run.Record.Id, request.Cancellation);
        try
        {
            SnapshotBlock? snapshot = writer.LastEpoch == 0
                ? null
                : await store.LatestSnapshotAsync(run.Record.Id, null, skipCorrupt: true, request.Cancellation);
            List<(long, string)> known =
                await KnownAsync(run.Record.Id, snapshot, long.MaxValue, request.Cancellation);
            return await MakeAsync(
                Task.FromResult(writer), writer.Run.Keep, writer.LastEpoch, run.Description, run.Timeline, snapshot,
                known, request);
        }
        finally
        {
            await writer.DisposeAsync();
        }
    }

    /// <summary>Makes a new run that shares another's past and differs from an instant on.</summary>
    /// <param name="parent">The run to fork.</param>
    /// <param name="at">From when it may differ.</param>
    /// <param name="changes">What to change in its scenario; what does not load is told in the result.</param>
    /// <param name="request">What was asked.</param>
    /// <returns>The run, or the problems of the changed scenario.</returns>
    /// <exception cref="StoreException">The store could not give or take the run.</exception>
    /// <exception cref="RunArchiveException">The change does not suit the run.</exception>
    public async Task<(RecordedRun? Run, ScenarioResult Scenario)> ForkAsync(
        PersistedRun parent, SimTime at, ScenarioOverrides changes, RunRequest request)
    {
        ArgumentNullException.ThrowIfNull(parent);
        ArgumentNullException.ThrowIfNull(changes);
        ArgumentNullException.ThrowIfNull(request);
        ScenarioSegment[] past = [.. parent.Description.Scenarios.Where((s, i) => i == 0 || s.From < at)];
        ScenarioResult changed = loader.LoadText(
            parent.Description.File, past[^1].Document, changes, past[^1].Companions);
        if (changed.Simulation is not Simulation simulation)
        {
            return (null, changed);
        }

        if (at > parent.Timeline.Last.End)
        {
            throw new RunArchiveException(
                $"The run ends at {parent.Timeline.Last.End}; --at {at} lies behind that.");
        }

        RunDescription description = parent.Description with
        {
            Scenarios = [.. past, new ScenarioSegment(at.Micros, changed.Document, changed.Companions, changes.Set)],
        };
        (RunRecord shared, long epoch) = await SharedAsync(parent.Record, at, request.Cancellation);
        var draft = new RunDraft
        {
            Scenario = simulation.Name,
            Kind = simulation.Kind,
            Strategy = simulation.Strategy,
            Seed = simulation.Seed,
            ScenarioHash = changed.Hash,
            Version = request.Version,
            Keep = parent.Record.Keep,
            Parent = shared.Id,
            ForkEpoch = epoch,
            Description = description.ToBytes(),
        };
        var timeline = RunTimeline.Of(description, loader);
        SnapshotBlock? snapshot = epoch == 0
            ? null
            : await store.LatestSnapshotAsync(shared.Id, at.Micros, skipCorrupt: true, request.Cancellation);
        if (snapshot is not null && snapshot.Epoch > epoch)
        {
            snapshot = null;
        }

        List<(long, string)> known = await KnownAsync(shared.Id, snapshot, epoch, request.Cancellation);
        return (
            await MakeAsync(
                Creating(draft), draft.Keep, epoch, description, timeline, snapshot, known, request),
            changed);
    }

    /// <summary>The run is made in the store while it begins: neither waits for the other.</summary>
    private Task<RunWriter> Creating(RunDraft draft) =>
        Task.Run(() => store.CreateAsync(draft, CancellationToken.None));

    private async Task<RecordedRun> MakeAsync(
        Task<RunWriter> creating, RunKeep keep, long lastEpoch, RunDescription description, RunTimeline timeline,
        SnapshotBlock? snapshot, IReadOnlyList<(long, string)> known, RunRequest request)
    {
        long begun = Stopwatch.GetTimestamp();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(request.Cancellation);
        var recorder = new StoreRecorder(
            creating, keep, lastEpoch, description.Sampling, _settings, known,
            new SimTime(snapshot?.UntilMicros ?? 0), stop.Cancel);
        RunResult result;
        try
        {
            RunCore run = timeline.Open(
                snapshot, request.Host.Regions,
                part =>
                {
                    recorder.Part = part;
                    return recorder;
                },
                stop.Token);
            result = service.Carry(run, request.Host, request.Started, stop.Token);
        }
        catch
        {
            await (await creating).DisposeAsync();
            throw;
        }

        await recorder.FlushAsync();
        await using RunWriter writer = await creating;
        if (recorder.Mismatch is long window)
        {
            throw new RunArchiveException(
                $"Run {writer.RunId} cannot go on: up to window {window} this program makes another run than the one "
                + $"that is stored, which version {writer.Run.Version} wrote. 'replay {writer.RunId} --verify' names "
                + "the first difference.");
        }

        if (recorder.Failure is StoreException trouble)
        {
            return new RecordedRun(writer.RunId, result, Stopwatch.GetElapsedTime(begun), trouble);
        }

        return await CompleteAsync(writer, result, request, Stopwatch.GetElapsedTime(begun));
    }

    private static async Task<RecordedRun> CompleteAsync(
        RunWriter writer, RunResult result, RunRequest request, TimeSpan wall)
    {
        var ending = new StoredEnding(result, request.Host, wall.TotalSeconds, request.Reproduce);
        RunState state = result.Outcome switch
        {
            RunOutcome.Failed => RunState.Failed,
            RunOutcome.Interrupted => RunState.Interrupted,
            _ => RunState.Completed,
        };
        try
        {
            await writer.CompleteAsync(new RunEnding(
                state, result.Digest, result.Events, result.SimulatedTime.Micros, ending.ToBytes()));
            return new RecordedRun(writer.RunId, result, wall, null);
        }
        catch (StoreException trouble)
        {
            return new RecordedRun(writer.RunId, result, wall, trouble);
        }
    }

    /// <summary>The last window and digest of each stored epoch behind a snapshot.</summary>
    private async Task<List<(long, string)>> KnownAsync(
        string run, SnapshotBlock? snapshot, long until, CancellationToken cancellation)
    {
        var known = new List<(long, string)>();
        if (until == 0)
        {
            return known;
        }

        await foreach (EpochBlock epoch in store.ReadEpochsAsync(run, (snapshot?.Epoch ?? 0) + 1, cancellation))
        {
            if (epoch.Number > until)
            {
                break;
            }

            known.Add((epoch.LastWindow, epoch.Digest));
        }

        return known;
    }

    /// <summary>The run whose epochs lie wholly before an instant, and the number of the last of them: the run itself
    /// or the one that it forked from.</summary>
    private async Task<(RunRecord Run, long Epoch)> SharedAsync(
        RunRecord run, SimTime at, CancellationToken cancellation)
    {
        long last = 0;
        await foreach (EpochBlock epoch in store.ReadEpochsAsync(run.Id, 1, cancellation))
        {
            if (epoch.UntilMicros > at.Micros)
            {
                break;
            }

            last = epoch.Number;
        }

        while (run.Parent is string parent && last <= run.ForkEpoch)
        {
            run = await store.FindAsync(parent, cancellation);
        }

        return (run, last);
    }
}
