namespace TaskSwarm.Store.Writing;

/// <summary>
/// What a writer and its keeper share: the room in the buffer, the last commit, the failure, the end.
/// </summary>
internal sealed class WriterLink(int buffer, long committed) : IDisposable
{
    private readonly SemaphoreSlim _room = new(buffer);
    private readonly TaskCompletionSource _finished = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Exception? _failure;
    private long _committed = committed;

    public long Committed => Volatile.Read(ref _committed);

    public Exception? Failure => Volatile.Read(ref _failure);

    /// <summary>Done when the run is sealed; failed when it cannot be.</summary>
    public Task Finished => _finished.Task;

    public async ValueTask EnterAsync(CancellationToken cancellation)
    {
        ThrowIfFailed();
        await _room.WaitAsync(cancellation);
        ThrowIfFailed();
    }

    public void Commit(long epoch)
    {
        Volatile.Write(ref _committed, epoch);
        _room.Release();
    }

    public void LeaveRoom() => _room.Release();

    public void Seal() => _finished.TrySetResult();

    public void Fail(Exception failure)
    {
        if (!_finished.Task.IsCompleted && Interlocked.CompareExchange(ref _failure, failure, null) is null)
        {
            _finished.TrySetException(failure);
            // Not everyone asks for the end.
            _ = _finished.Task.Exception;
            _room.Release(int.MaxValue / 2);
        }
    }

    public void ThrowIfFailed()
    {
        if (Failure is StoreException failure)
        {
            throw failure;
        }
    }

    public void Dispose() => _room.Dispose();
}
