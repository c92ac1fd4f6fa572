using System.Diagnostics;
using TaskSwarm.Kernel.Runs;

namespace TaskSwarm.Hosting.Telemetry;

/// <summary>Tells windows as spans, in real time, with their simulated time as attributes.</summary>
internal static class WindowSpans
{
    private const int First = 1000;
    private const int Step = 100;

    private static readonly TimeSpan Slow = TimeSpan.FromMilliseconds(100);

    /// <summary>Whether a window is told. A run may commit tens of thousands a second, more than anybody stores or
    /// reads. The choice goes by number, so that all nodes tell the same windows, and beside those what was slow.
    /// </summary>
    public static bool IsTold(long number, TimeSpan took) => number <= First || number % Step == 0 || took >= Slow;

    /// <summary>Tells a window that has just been committed.</summary>
    public static void Tell(in WindowTally tally, TimeSpan took, TimeSpan? waited, ActivityContext parent)
    {
        DateTimeOffset now = DateTimeOffset.UtcNow;
        using Activity? span = SwarmTelemetry.Source.StartActivity(
            "window", ActivityKind.Internal, parent, startTime: now - took);
        if (span is not { IsAllDataRequested: true })
        {
            return;
        }

        span.SetTag("taskswarm.window.number", tally.Window.Number);
        span.SetTag("taskswarm.window.start", tally.Window.Start.Seconds);
        span.SetTag("taskswarm.window.end", tally.Window.End.Seconds);
        span.SetTag("taskswarm.window.events", tally.Handled);
        span.SetTag("taskswarm.window.messages", tally.Delivered);
        if (waited is TimeSpan wait)
        {
            span.SetTag("taskswarm.window.barrier_wait", wait.TotalSeconds);
        }

        span.SetEndTime(now.UtcDateTime);
    }
}
