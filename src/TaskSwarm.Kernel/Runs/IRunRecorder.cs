namespace TaskSwarm.Kernel.Runs;

/// <summary>
/// Keeps what a run commits, such as a store. Nothing that it does or fails to do can change the run; it can only make
/// hosts wait.
/// </summary>
public interface IRunRecorder
{
    /// <summary>Whether it can take another window. Hosts open none before.</summary>
    bool IsReady { get; }

    /// <summary>Whether it would keep the whole state of the run after the next window. Where other processes carry
    /// regions, their states are then brought along.</summary>
    bool WantsState { get; }

    /// <summary>Called after each window has been committed, with everything in the order in which it was committed.
    /// The lists belong to the run and change with the next window.</summary>
    /// <param name="run">The run.</param>
    /// <param name="commit">The window.</param>
    void OnWindow(RunCore run, in WindowCommit commit);

    /// <summary>Returns when it can take another window; for hosts with a thread of their own.</summary>
    void HoldUntilReady();

    /// <summary>Says when it can take another window; for hosts that must not wait.</summary>
    /// <param name="resume">Called once, from any thread.</param>
    void WhenReady(Action resume);
}
