using System.Diagnostics;
using System.Globalization;
using TaskSwarm.Hosting.Comparison;

namespace TaskSwarm.Cli.Screen;

/// <summary>Shows how far a comparison is, from a timer of its own.</summary>
internal sealed class ComparisonLive : IDisposable
{
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(200);

    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly Terminal _terminal;
    private readonly ComparisonPlan _plan;
    private readonly ComparisonProgress _progress;
    private readonly Timer? _timer;

    /// <summary>Starts to show, if a person is looking.</summary>
    public ComparisonLive(Terminal terminal, ComparisonPlan plan, ComparisonProgress progress)
    {
        (_terminal, _plan, _progress) = (terminal, plan, progress);
        _timer = terminal.Error.IsWatched ? new Timer(_ => Show(), null, Every, Every) : null;
    }

    /// <summary>The line to show.</summary>
    public static string Line(string name, ComparisonProgress progress, TimeSpan elapsed, int width)
    {
        string failed = progress.Failed == 0 ? "" : $", {Amount.Count(progress.Failed)} failed";
        string left = progress.Ended == 0
            ? ""
            : $", about {Amount.Time(Math.Round(elapsed.TotalSeconds / progress.Ended
                * (progress.Total - progress.Ended)))} left";
        string line = string.Create(
            CultureInfo.InvariantCulture,
            $"{name}: {progress.Ended}/{progress.Total} runs, {progress.UnderWay} under way{failed}{left}");
        return line.Length < width ? line : line[..Math.Max(0, width - 1)];
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_timer is not null)
        {
            using var ended = new ManualResetEvent(false);
            _timer.Dispose(ended);
            ended.WaitOne();
            _terminal.Error.Clear();
        }
    }

    private void Show()
    {
        try
        {
            _terminal.Error.Show(Line(_plan.Scenario, _progress, _clock.Elapsed, _terminal.Width));
        }
        catch (IOException)
        {
            // The terminal is gone; the runs go on without an audience.
        }
    }
}
