using System.Data.Common;
using Akka.Actor;
using TaskSwarm.Store.Databases;
using TaskSwarm.Store.Tables;
using TaskSwarm.Store.Writing;

namespace TaskSwarm.Store;

/// <content>New runs, and runs that go on.</content>
public sealed partial class RunStore
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    /// <summary>An id for a new run, which people can type; nearly certainly new.</summary>
    public static string NewId() => RunIds.Create();

    /// <summary>Adds a run and opens it for writing. Tries again within the patience if the database fails.</summary>
    /// <param name="draft">What is known of it.</param>
    /// <param name="cancellation">Ends the creation.</param>
    /// <exception cref="StoreException">The id is taken or unsound, or the fork's parent does not reach so
    /// far.</exception>
    /// <exception cref="RunNotFoundException">There is no such parent.</exception>
    /// <exception cref="StoreUnavailableException">The database failed for longer than the patience.</exception>
    public Task<RunWriter> CreateAsync(RunDraft draft, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(draft);
        if (draft.Id is not null)
        {
            RunIds.Require(draft.Id);
        }

        Warm(draft.Keep);
        Owner owner = Owner.Create();
        string id = draft.Id ?? RunIds.Create();
        return RetryAsync("while a run was created", async connection =>
        {
            (byte[] parentSum, long events) = await ParentAsync(connection, draft, cancellation);
            RunRecord record = NewRecord(draft, id);
            byte[]? genesis = await _runs.AddAsync(connection, record, parentSum, owner, cancellation);
            while (genesis is null)
            {
                if (await IsOursAsync(connection, id, owner, cancellation))
                {
                    // An attempt before this one did land.
                    RunRow there = await RequireAsync(connection, id, cancellation);
                    return Start(there.Record, owner, there.Genesis, events, []);
                }

                if (draft.Id is not null)
                {
                    throw new StoreException($"There is a run {id} in {Address} already; give another id.");
                }

                id = RunIds.Create();
                record = record with { Id = id };
                genesis = await _runs.AddAsync(connection, record, parentSum, owner, cancellation);
            }

            return Start(record, owner, genesis, events, []);
        }, cancellation);
    }

    /// <summary>Opens an interrupted run again, after its last committed epoch, which is checked.</summary>
    /// <remarks>
    /// A run whose writer is alive is refused. A writer is dead when its process is gone (on this machine), or when its
    /// lease ran out (on any). What a dead writer still has under way is refused by the database.
    /// </remarks>
    /// <param name="runId">Its id.</param>
    /// <param name="cancellation">Ends the opening.</param>
    /// <exception cref="RunNotFoundException">There is no such run.</exception>
    /// <exception cref="RunOwnedException">Another writer is at work on it.</exception>
    /// <exception cref="StoreException">The run came to its end, so that nothing is left to do.</exception>
    /// <exception cref="StoreCorruptException">The last epoch, or the number of epochs, is not what was
    /// written.</exception>
    /// <exception cref="StoreUnavailableException">The database failed for longer than the patience.</exception>
    public Task<RunWriter> ContinueAsync(string runId, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(runId);
        Owner owner = Owner.Create();
        return RetryAsync("while a run was continued", async connection =>
        {
            RunRow row = await RequireAsync(connection, runId, cancellation);
            byte[]? former = (await RunTable.StandAsync(connection, runId, cancellation))?.Token;
            if (former is null || !former.AsSpan().SequenceEqual(owner.Token))
            {
                RequireResumable(row);
                // Before anything changes: a damaged run stays as it is.
                await CheckTailAsync(connection, row, cancellation);
                // Whoever took it between the reads is no longer the former one, and the change finds no row.
                if (!await _runs.TakeOverAsync(connection, row, former, owner, cancellation))
                {
                    throw new RunOwnedException($"Run {runId} in {Address} was just taken by another writer.");
                }
            }

            // Only now nobody else can add to it.
            row = await RequireAsync(connection, runId, cancellation);
            Tail tail = await CheckTailAsync(connection, row, cancellation);
            List<long> places =
            [
                .. (await _snapshots.PlacesAsync(connection, runId, cancellation)).Select(p => p.Sequence).Order(),
            ];
            Warm(row.Record.Keep);
            return Start(row.Record, owner, tail.Sum, tail.TotalEvents, places);
        }, cancellation);
    }

    private void RequireResumable(RunRow row)
    {
        if (row.OwnerAlive)
        {
            throw Owned(row);
        }

        if (row.StoredState is RunState.Completed or RunState.Failed)
        {
            string how = row.StoredState == RunState.Completed ? "completed" : "failed";
            throw new StoreException($"Run {row.Record.Id} in {Address} has {how}: there is nothing to resume.");
        }
    }

    private static async Task<bool> IsOursAsync(
        DbConnection connection, string id, Owner owner, CancellationToken cancellation) =>
        (await RunTable.StandAsync(connection, id, cancellation))?.Token is byte[] token
            && token.AsSpan().SequenceEqual(owner.Token);

    private RunRecord NewRecord(RunDraft draft, string id) => new()
    {
        Id = id,
        Scenario = draft.Scenario,
        Kind = draft.Kind,
        Strategy = draft.Strategy,
        Seed = draft.Seed,
        ScenarioHash = draft.ScenarioHash,
        Version = draft.Version,
        Keep = draft.Keep,
        Parent = draft.Parent,
        ForkEpoch = draft.ForkEpoch,
        // To the microsecond, as it is stored.
        StartedAt = RunTable.Time(RunTable.Micros(_database.Options.Clock.GetUtcNow())),
        State = RunState.Running,
        Epochs = draft.ForkEpoch,
        Description = draft.Description,
    };

    /// <summary>The sum that a fork goes on from, and the events up to there.</summary>
    private async Task<(byte[] Sum, long Events)> ParentAsync(
        DbConnection connection, RunDraft draft, CancellationToken cancellation)
    {
        if (draft.Parent is null)
        {
            return draft.ForkEpoch == 0
                ? ([], 0)
                : throw new ArgumentException("A run without a parent has no fork epoch.", nameof(draft));
        }

        RunRow parent = await RequireAsync(connection, draft.Parent, cancellation);
        if (draft.ForkEpoch < 0 || draft.ForkEpoch > parent.Record.Epochs)
        {
            throw new StoreException($"Run {draft.Parent} in {Address} is stored up to epoch {parent.Record.Epochs}, "
                + $"so nothing can fork from its epoch {draft.ForkEpoch}.");
        }

        return await SumAtAsync(connection, parent, draft.ForkEpoch, cancellation);
    }

    /// <summary>Begins to make the actor system, if epochs will need it.</summary>
    private void Warm(RunKeep keep)
    {
        if (keep != RunKeep.Summary)
        {
            _ = _system.Value;
        }
    }

    private RunWriter Start(RunRecord run, Owner owner, byte[] sum, long events, IReadOnlyList<long> places)
    {
        var link = new WriterLink(Math.Max(1, _database.Options.Buffer), run.Epochs);
        LiveOwners.Add(owner);
        var start = new RunStart(_database, run, owner, link, sum, events, places);
        return new RunWriter(run, StartKeeperAsync(start), link);
    }

    /// <summary>The keeper, or nobody if the store was closed before there could be one.</summary>
    private async Task<IActorRef> StartKeeperAsync(RunStart start)
    {
        try
        {
            PersistenceSystem system = await _system.Value;
            // A keeper that is made while its system ends may never get as far as to say so.
            _ = system.Ended.ContinueWith(
                _ => Forsake(start), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            return system.Start(RunKeeper.Props(start));
        }
        catch (InvalidOperationException)
        {
            Forsake(start);
            return ActorRefs.Nobody;
        }
    }

    private void Forsake(RunStart start)
    {
        LiveOwners.Remove(start.Owner);
        start.Link.Fail(new StoreException($"The store {Address} was closed while run {start.Run.Id} was written."));
    }

    private async Task<T> RetryAsync<T>(
        string during, Func<DbConnection, Task<T>> action, CancellationToken cancellation)
    {
        TimeProvider clock = _database.Options.Clock;
        long begin = clock.GetTimestamp();
        TimeSpan pause = FirstPause;
        while (true)
        {
            try
            {
                await using DbConnection connection = await _database.OpenAsync(cancellation);
                return await action(connection);
            }
            catch (Exception e) when (e is DbException or TimeoutException or IOException)
            {
                Fault fault = _database.Explain(e);
                if (fault.Kind is FaultKind.Lasting or FaultKind.Corrupt
                    || clock.GetElapsedTime(begin) + pause > _database.Options.Patience)
                {
                    throw _database.Translate(e, during);
                }

                if (pause == FirstPause)
                {
                    _database.Options.OnTrouble?.Invoke(
                        $"The store {Address} failed ({during}): {fault.Words}. Trying again.");
                }
            }
            catch (InvalidDataException e)
            {
                throw _database.Translate(e, during);
            }

            await Task.Delay(pause, clock, cancellation);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }
}
