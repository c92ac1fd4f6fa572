using Akka.Event;

namespace TaskSwarm.Actors.Logging;

/// <summary>The last entry of a system's log, which nobody reads: when it has come to the logger, all before it have.
/// </summary>
/// <remarks>An error, so that it is sent whatever the level is.</remarks>
internal sealed class LogEnd() : Error(null, nameof(LogEnd), typeof(LogEnd), "the end of the log")
{
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Done when the logger has got it.</summary>
    public Task Reached => _reached.Task;

    /// <summary>The logger has got it.</summary>
    public void Reach() => _reached.TrySetResult();
}
