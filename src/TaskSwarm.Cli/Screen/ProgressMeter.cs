using System.Globalization;
using TaskSwarm.Kernel.Runs;
using TaskSwarm.Kernel.Time;

namespace TaskSwarm.Cli.Screen;

/// <summary>Turns a run's progress into one line of text. Speeds are those of the last seconds, not since the start:
/// that is what tells whether a run has slowed down.</summary>
/// <param name="name">The scenario's name.</param>
/// <param name="end">The last instant of the run.</param>
internal sealed class ProgressMeter(string name, SimTime end)
{
    private const int BarWidth = 10;

    private static readonly TimeSpan Span = TimeSpan.FromSeconds(2);

    private readonly Queue<Sample> _samples = new();

    /// <summary>The line to show.</summary>
    /// <param name="progress">How far the run is.</param>
    /// <param name="elapsed">Real time since its start.</param>
    /// <param name="width">The line is cut to fewer characters than this.</param>
    public string Line(RunProgress progress, TimeSpan elapsed, int width)
    {
        var now = new Sample(elapsed, progress.Now, progress.Events);
        while (_samples.Count > 1 && elapsed - _samples.Peek().Elapsed > Span)
        {
            _samples.Dequeue();
        }

        Sample then = _samples.Count > 0 ? _samples.Peek() : new Sample(TimeSpan.Zero, SimTime.Zero, 0);
        _samples.Enqueue(now);
        double seconds = Math.Max((now.Elapsed - then.Elapsed).TotalSeconds, 1e-3);
        double speed = (now.Simulated - then.Simulated).Seconds / seconds;
        double rate = (now.Events - then.Events) / seconds;
        string failures = progress.Failures == 0 ? "" : "  " + Amount.Of(progress.Failures, "failure");
        string state = $"{Clock(now.Simulated)}/{Clock(end)}  {Round(speed)}x  {Round(rate)} events/s  "
            + $"{Amount.Count(progress.TasksDone)}/{Amount.Count(progress.Tasks)} tasks{failures}";
        string line = $"{name} {Bar(now.Simulated)} {state}";
        line = line.Length < width ? line : $"{name} {state}";
        return line.Length < width ? line : line[..Math.Max(0, width - 1)];
    }

    private static string Round(double value) => Amount.Short(value switch
    {
        >= 10_000 => Math.Round(value / 100) * 100,
        >= 10 => Math.Round(value),
        _ => Math.Round(value, 1),
    });

    private string Bar(SimTime now)
    {
        int filled = end.Micros == 0
            ? BarWidth
            : (int)Math.Clamp(now.Micros / (double)end.Micros * BarWidth, 0, BarWidth);
        return new string('█', filled) + new string('░', BarWidth - filled);
    }

    private static string Clock(SimTime time)
    {
        TimeSpan span = TimeSpan.FromMicroseconds(time.Micros);
        return span.TotalHours >= 1
            ? string.Create(CultureInfo.InvariantCulture, $"{(long)span.TotalHours}:{span:mm\\:ss}")
            : span.ToString("m\\:ss", CultureInfo.InvariantCulture);
    }

    private readonly record struct Sample(TimeSpan Elapsed, SimTime Simulated, long Events);
}
