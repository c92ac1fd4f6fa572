using System.Diagnostics;
using TaskSwarm.Kernel.Runs;

namespace TaskSwarm.Cli.Screen;

/// <summary>
/// Shows a run's progress while it lasts, from a timer of its own: the run never waits for the screen.
/// </summary>
internal sealed class LiveProgress : IDisposable
{
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(200);

    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly Terminal _terminal;
    private readonly ProgressMeter _meter;
    private readonly RunProgress _progress;
    private readonly Timer? _timer;

    /// <summary>Starts to show, if a person is looking.</summary>
    public LiveProgress(Terminal terminal, Simulation simulation, RunProgress progress)
    {
        _terminal = terminal;
        _progress = progress;
        _meter = new ProgressMeter(simulation.Name, simulation.End);
        _timer = terminal.Error.IsWatched ? new Timer(_ => Show(), null, Every, Every) : null;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_timer is not null)
        {
            // Waits for a tick under way: a line drawn after the last message would stay on the screen.
            using var ended = new ManualResetEvent(false);
            _timer.Dispose(ended);
            ended.WaitOne();
            _terminal.Error.Clear();
        }
    }

    private void Show()
    {
        lock (_meter)
        {
            try
            {
                _terminal.Error.Show(_meter.Line(_progress, _clock.Elapsed, _terminal.Width));
            }
            catch (IOException)
            {
                // The terminal is gone; the run goes on without an audience.
            }
        }
    }
}
