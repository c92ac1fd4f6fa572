using TaskSwarm.Kernel.Time;

namespace TaskSwarm.Kernel.Runs;

/// <summary>How far a run is. Written by the run between windows, read by anyone for the screen.</summary>
public sealed class RunProgress
{
    private long _now;
    private long _events;
    private long _windows;
    private long _failures;
    private long _tasksDone;
    private long _tasks;

    /// <summary>Simulated time up to which everything is committed.</summary>
    public SimTime Now => new(Volatile.Read(ref _now));

    /// <summary>Events handled so far.</summary>
    public long Events => Volatile.Read(ref _events);

    /// <summary>Windows so far.</summary>
    public long Windows => Volatile.Read(ref _windows);

    /// <summary>Crashes so far.</summary>
    public long Failures => Volatile.Read(ref _failures);

    /// <summary>Tasks done so far.</summary>
    public long TasksDone => Volatile.Read(ref _tasksDone);

    /// <summary>Tasks known so far.</summary>
    public long Tasks => Volatile.Read(ref _tasks);

    /// <summary>Shows how far a run is that is made elsewhere.</summary>
    /// <param name="now">Simulated time up to which everything is committed.</param>
    /// <param name="events">Events so far.</param>
    /// <param name="windows">Windows so far.</param>
    /// <param name="tasks">Tasks known so far.</param>
    /// <param name="tasksDone">Tasks done so far.</param>
    /// <param name="failures">Crashes so far.</param>
    public void Show(SimTime now, long events, long windows, long tasks, long tasksDone, long failures)
    {
        Advance(now, events, windows);
        SetTasks(tasks, tasksDone);
        Volatile.Write(ref _failures, failures);
    }

    internal void Advance(SimTime now, long events, long windows)
    {
        Volatile.Write(ref _now, now.Micros);
        Volatile.Write(ref _events, events);
        Volatile.Write(ref _windows, windows);
    }

    internal void CountFailure() => Volatile.Write(ref _failures, _failures + 1);

    internal void SetTasks(long total, long done)
    {
        Volatile.Write(ref _tasks, total);
        Volatile.Write(ref _tasksDone, done);
    }
}
