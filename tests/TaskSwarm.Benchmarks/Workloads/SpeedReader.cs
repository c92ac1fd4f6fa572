using System.Diagnostics;
using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Events;
using TaskSwarm.Kernel.Metrics;
using TaskSwarm.Kernel.Runs;
using TaskSwarm.Kernel.World;

namespace TaskSwarm.Benchmarks.Workloads;

/// <summary>
/// Takes the time from the end of the first window, in which every agent starts, to the end of the run, so that making
/// and ending the actor system are left out.
/// </summary>
public sealed class SpeedReader : IRunReader
{
    /// <summary>The figure that it reports.</summary>
    public const string Metric = "benchmark.run.seconds";

    private readonly Stopwatch _watch = new();
    private readonly Action? _onStarted;

    /// <summary>A reader.</summary>
    /// <param name="onStarted">Called when every agent has started.</param>
    public SpeedReader(Action? onStarted = null) => _onStarted = onStarted;

    /// <summary>What the watch shows.</summary>
    public TimeSpan Elapsed => _watch.Elapsed;

    /// <inheritdoc/>
    public void OnEvent(in EventRecord record)
    {
    }

    /// <inheritdoc/>
    public void OnWindow(in Window window, WorldView world)
    {
        if (window.Number == 1)
        {
            _onStarted?.Invoke();
            _watch.Start();
        }
    }

    /// <inheritdoc/>
    public void Report(MetricSet metrics)
    {
        ArgumentNullException.ThrowIfNull(metrics);
        _watch.Stop();
        metrics.Set(Metric, Elapsed.TotalSeconds);
    }

    /// <summary>Writes nothing: a measured run is made in one go.</summary>
    public void Capture(StateWriter writer)
    {
    }

    /// <summary>Reads nothing.</summary>
    public void Restore(StateReader reader)
    {
    }
}
