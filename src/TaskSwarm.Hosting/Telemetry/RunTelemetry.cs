using System.Diagnostics;
using TaskSwarm.Kernel.Runs;

namespace TaskSwarm.Hosting.Telemetry;

/// <summary>Measures a run, or a node's part of one, and tells its windows and negotiations as spans.</summary>
/// <param name="parent">The span that all of them lie within; default for none.</param>
/// <param name="negotiations">The negotiations of the run, also of its earlier parts.</param>
/// <param name="waited">Real time that the run has waited for other nodes so far; null if there are none.</param>
public sealed class RunTelemetry(
    ActivityContext parent, NegotiationSpans negotiations, Func<TimeSpan>? waited) : IRunObserver
{
    private long _opened = Stopwatch.GetTimestamp();
    private TimeSpan _waitedBefore = waited?.Invoke() ?? TimeSpan.Zero;

    /// <summary>Whether anybody listens, so that a run is worth watching.</summary>
    public static bool IsWanted => RunInstruments.AreRead || SwarmTelemetry.Source.HasListeners();

    /// <summary>A node has taken a part of a run.</summary>
    public static void CountDivision() => RunInstruments.CountDivision();

    /// <inheritdoc/>
    public void OnOpen(in Window window) => _opened = Stopwatch.GetTimestamp();

    /// <inheritdoc/>
    public void OnCommit(RunCore run, in WindowTally tally)
    {
        ArgumentNullException.ThrowIfNull(run);
        TimeSpan took = Stopwatch.GetElapsedTime(_opened);
        TimeSpan? wait = Waited();
        RunInstruments.Record(run, tally, took, wait);
        if (!SwarmTelemetry.Source.HasListeners())
        {
            return;
        }

        if (WindowSpans.IsTold(tally.Window.Number, took))
        {
            WindowSpans.Tell(tally, took, wait, parent);
        }

        if (run.CommitsEvents)
        {
            negotiations.Read(run, tally.Events, parent);
        }
    }

    /// <summary>Tells the negotiations that the run has left open.</summary>
    public void End() => negotiations.End();

    private TimeSpan? Waited()
    {
        if (waited is null)
        {
            return null;
        }

        TimeSpan before = _waitedBefore;
        _waitedBefore = waited();
        return _waitedBefore - before;
    }
}
