using System.Collections.Concurrent;

namespace TaskSwarm.Store.Tests;

/// <summary>Hears what a store says of its troubles.</summary>
internal sealed class Trouble
{
    private readonly TaskCompletionSource _first = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ConcurrentQueue<string> Words { get; } = new();

    /// <summary>Done when the first word came.</summary>
    public Task First => _first.Task.WaitAsync(TimeSpan.FromSeconds(30));

    public StoreOptions Options() => new()
    {
        SqliteLockWait = TimeSpan.FromMilliseconds(50),
        OnTrouble = words =>
        {
            Words.Enqueue(words);
            _first.TrySetResult();
        },
    };
}
