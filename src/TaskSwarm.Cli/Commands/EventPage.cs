using System.Diagnostics;
using System.Globalization;
using TaskSwarm.Cli.Screen;
using TaskSwarm.Hosting.Storage;
using TaskSwarm.Kernel.Events;
using TaskSwarm.Kernel.Time;

namespace TaskSwarm.Cli.Commands;

/// <summary>Shows a run's events as lines, at a speed.</summary>
/// <param name="terminal">Where to.</param>
/// <param name="run">The run.</param>
/// <param name="speed">Simulated seconds a second; null for as fast as possible.</param>
internal sealed class EventPage(Terminal terminal, PersistedRun run, double? speed)
{
    private readonly EventText _text = new(run.Timeline.Last);

    /// <summary>Shows what happened from one instant to another.</summary>
    public void Show(
        IAsyncEnumerable<StoredWindow> windows, SimTime from, SimTime to, CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        using var lines = new BufferedLines(terminal.Out, flushAtOnce: speed is not null);
        foreach (StoredWindow window in windows.ToBlockingEnumerable(CancellationToken.None))
        {
            foreach (EventRecord record in window.Events)
            {
                if (record.Time < from || record.Time > to)
                {
                    continue;
                }

                if (cancellation.IsCancellationRequested)
                {
                    return;
                }

                Wait(clock, record.Time - from, cancellation);
                lines.Write(record.Time.Seconds.ToString("0.000000", CultureInfo.InvariantCulture).PadLeft(14));
                lines.Write("  ");
                lines.WriteLine(_text.Of(record));
            }
        }
    }

    private void Wait(Stopwatch clock, SimDuration since, CancellationToken cancellation)
    {
        if (speed is double s && since.Seconds / s - clock.Elapsed.TotalSeconds is > 0.001 and double wait)
        {
            cancellation.WaitHandle.WaitOne(TimeSpan.FromSeconds(Math.Min(wait, int.MaxValue / 1000.0)));
        }
    }
}
