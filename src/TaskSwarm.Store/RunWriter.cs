using System.Text;
using Akka.Actor;
using TaskSwarm.Store.Frames;
using TaskSwarm.Store.Writing;

namespace TaskSwarm.Store;

/// <summary>
/// Writes one run, epoch after epoch. Its methods are called one at a time. Epochs are compressed, chained and
/// committed in the background, in order, each in one commit.
/// </summary>
/// <remarks>
/// While it lives it owns the run: a second writer is refused. Should another take the run over (because this process
/// seemed dead), the database refuses all later commits of this one: a trigger on the journal compares the owner inside
/// every epoch with the owner in the run's row, in the commit itself.
/// </remarks>
public sealed class RunWriter : IAsyncDisposable
{
    private readonly Task<IActorRef> _keeper;
    private readonly WriterLink _link;
    private Task _told = Task.CompletedTask;
    private long _last;
    private bool _finishing;

    internal RunWriter(RunRecord run, Task<IActorRef> keeper, WriterLink link)
    {
        Run = run;
        _keeper = keeper;
        _link = link;
        LastEpoch = run.Epochs;
        _last = run.Epochs;
    }

    /// <summary>For tests that kill what is below it.</summary>
    internal Task<IActorRef> Keeper => _keeper;

    /// <summary>The run as it was when this writer was made.</summary>
    public RunRecord Run { get; }

    /// <summary>The run's id.</summary>
    public string RunId => Run.Id;

    /// <summary>
    /// Number of the last committed epoch when this writer was made: 0 if none. The next is one more.
    /// </summary>
    public long LastEpoch { get; }

    /// <summary>Number of the last epoch that is committed by now.</summary>
    public long CommittedEpoch => _link.Committed;

    /// <summary>
    /// Takes an epoch. Returns as soon as there is room for it: only a slow database makes the caller wait.
    /// </summary>
    /// <remarks>
    /// The first commit of a process costs some hundred milliseconds, most of them for compiling, in the background. A
    /// small first epoch soon after the start hides them behind the run.
    /// </remarks>
    /// <param name="block">The epoch; its number is one more than that of the last.</param>
    /// <param name="cancellation">Ends the waiting for room; the epoch is then not taken.</param>
    /// <exception cref="StoreUnavailableException">The database failed for longer than the patience.</exception>
    /// <exception cref="RunOwnedException">Another writer took the run over.</exception>
    /// <exception cref="StoreCorruptException">The database found itself damaged.</exception>
    public async ValueTask WriteAsync(EpochBlock block, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(block);
        RequireOpen();
        RequireDigest(block.Digest);
        if (block.Number != _last + 1)
        {
            throw new ArgumentException($"Epoch {block.Number} does not follow epoch {_last}.", nameof(block));
        }

        await _link.EnterAsync(cancellation);
        _last = block.Number;
        Tell(new AcceptEpoch(block));
    }

    /// <summary>
    /// Takes a snapshot after the epoch that was written last. Returns as <see cref="WriteAsync"/> does.
    /// </summary>
    /// <remarks>
    /// It is stored once its epoch is committed. Older ones are thinned out: the newest three stay, and of the others
    /// so
    /// many that the number grows with the logarithm of the run's length.
    /// </remarks>
    /// <param name="block">The snapshot; its epoch is the one that was written last.</param>
    /// <param name="cancellation">Ends the waiting for room; the snapshot is then not taken.</param>
    /// <exception cref="StoreUnavailableException">The database failed for longer than the patience.</exception>
    /// <exception cref="RunOwnedException">Another writer took the run over.</exception>
    /// <exception cref="StoreCorruptException">The database found itself damaged.</exception>
    public async ValueTask SaveSnapshotAsync(SnapshotBlock block, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(block);
        RequireOpen();
        RequireDigest(block.Digest);
        if (block.Epoch != _last)
        {
            throw new ArgumentException(
                $"A snapshot must be of the epoch that was written last, {_last}, not of {block.Epoch}.",
                nameof(block));
        }

        await _link.EnterAsync(cancellation);
        Tell(new AcceptSnapshot(block));
    }

    /// <summary>
    /// Commits what waits, then the ending, and lets the run go. When this returns, all of the run outlives a power
    /// loss.
    /// </summary>
    /// <param name="ending">How it ended.</param>
    /// <param name="cancellation">Ends the waiting; the store goes on by itself.</param>
    /// <exception cref="StoreUnavailableException">The database failed for longer than the patience.</exception>
    /// <exception cref="RunOwnedException">Another writer took the run over.</exception>
    /// <exception cref="StoreCorruptException">The database found itself damaged.</exception>
    public async Task CompleteAsync(RunEnding ending, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(ending);
        RequireOpen();
        if (ending.State == RunState.Running)
        {
            throw new ArgumentException("A run does not end as running.", nameof(ending));
        }

        await FinishAsync(ending).WaitAsync(cancellation);
    }

    /// <summary>
    /// Unless the run was completed: commits what waits as far as the database takes it, marks the run as interrupted
    /// and lets it go. Never throws for the database's sake.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await (_finishing ? _link.Finished : FinishAsync(null));
        }
        catch (StoreException)
        {
            // Whoever wrote or completed was told; what is stored is a clean prefix.
        }

        PersistenceSystem.Stop(await _keeper);
    }

    private async Task FinishAsync(RunEnding? ending)
    {
        _finishing = true;
        Tell(new FinishRun(ending));
        await _told;
        await _link.Finished;
    }

    /// <summary>Does not wait for the actors to be there: they start while the run does.</summary>
    private void Tell(object message)
    {
        if (_told.IsCompletedSuccessfully && _keeper.IsCompletedSuccessfully)
        {
            _keeper.Result.Tell(message);
        }
        else
        {
            _told = TellAfterAsync(_told, message);
        }
    }

    private async Task TellAfterAsync(Task before, object message)
    {
        await before;
        (await _keeper).Tell(message);
    }

    private void RequireOpen()
    {
        _link.ThrowIfFailed();
        ObjectDisposedException.ThrowIf(_finishing, this);
    }

    private static void RequireDigest(string digest)
    {
        if (Encoding.UTF8.GetByteCount(digest) > EpochFrame.LongestDigest)
        {
            throw new ArgumentException($"A digest is at most {EpochFrame.LongestDigest} bytes long.", nameof(digest));
        }
    }
}
