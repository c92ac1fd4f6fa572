namespace TaskSwarm.Kernel.Runs;

/// <summary>
/// Watches a run from outside, window by window, such as telemetry does. Nothing that it does can change the run, and
/// nothing of it is captured.
/// </summary>
public interface IRunObserver
{
    /// <summary>Called when a window has been opened, before any agent takes its turn in it.</summary>
    void OnOpen(in Window window);

    /// <summary>Called after each window has been committed.</summary>
    /// <param name="run">The run.</param>
    /// <param name="tally">The window. Its list belongs to the run and changes with the next window.</param>
    void OnCommit(RunCore run, in WindowTally tally);
}
