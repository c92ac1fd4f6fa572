using TaskSwarm.Kernel.Runs;

namespace TaskSwarm.Hosting.Storage;

/// <summary>A recorder that works in the background and makes the run wait while it does.</summary>
internal abstract class BackgroundRecorder : IRunRecorder
{
    /// <inheritdoc/>
    public bool IsReady => Ready.IsCompleted;

    /// <summary>The work that has to end before another window can be taken. It never fails.</summary>
    public Task Ready { get; protected set; } = Task.CompletedTask;

    /// <inheritdoc/>
    public virtual bool WantsState => false;

    /// <inheritdoc/>
    public abstract void OnWindow(RunCore run, in WindowCommit commit);

    /// <inheritdoc/>
    public void HoldUntilReady() => Ready.GetAwaiter().GetResult();

    /// <inheritdoc/>
    public void WhenReady(Action resume) => Ready.ContinueWith(
        _ => resume(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
}
