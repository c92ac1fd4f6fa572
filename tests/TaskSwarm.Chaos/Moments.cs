using System.Diagnostics;

namespace TaskSwarm.Chaos;

/// <summary>Moments to act at.</summary>
internal static class Moments
{
    /// <summary>After a while.</summary>
    public static async Task AfterAsync(TimeSpan time, CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(time);
        await timer.WaitForNextTickAsync(cancellation);
    }

    /// <summary>After a while, or when a process has ended.</summary>
    public static async Task EndOrAfterAsync(Process process, TimeSpan time, CancellationToken cancellation)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        await Task.WhenAny(process.WaitForExitAsync(either.Token), AfterAsync(time, either.Token));
        either.Cancel();
        cancellation.ThrowIfCancellationRequested();
    }
}
