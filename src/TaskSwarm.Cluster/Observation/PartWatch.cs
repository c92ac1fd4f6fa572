using System.Diagnostics;
using TaskSwarm.Cluster.Messages;
using TaskSwarm.Cluster.Runs;
using TaskSwarm.Hosting.Telemetry;
using TaskSwarm.Kernel.Runs;

namespace TaskSwarm.Cluster.Observation;

/// <summary>Watches the part of a run that this node carries.</summary>
/// <param name="part">The part.</param>
/// <param name="exchange">Its barrier.</param>
/// <param name="telemetry">Told the same; null if nobody listens.</param>
internal sealed class PartWatch(TakePart part, NodeExchange exchange, RunTelemetry? telemetry) : IRunObserver
{
    private readonly long _begun = Stopwatch.GetTimestamp();
    private long _committed = Stopwatch.GetTimestamp();
    private long _window;
    private long _micros;
    private long _windows;
    private long _handled;
    private long _delivered;

    /// <summary>The part.</summary>
    public TakePart Part { get; } = part;

    /// <inheritdoc/>
    public void OnOpen(in Window window)
    {
        Volatile.Write(ref _window, window.Number);
        telemetry?.OnOpen(window);
    }

    /// <inheritdoc/>
    public void OnCommit(RunCore run, in WindowTally tally)
    {
        Volatile.Write(ref _committed, Stopwatch.GetTimestamp());
        Volatile.Write(ref _micros, tally.Window.End.Micros);
        Volatile.Write(ref _windows, _windows + 1);
        Volatile.Write(ref _handled, _handled + tally.Handled);
        Volatile.Write(ref _delivered, _delivered + tally.Delivered);
        telemetry?.OnCommit(run, tally);
    }

    /// <summary>Adds how the part stands to what a node says of itself.</summary>
    public NodeReport AddTo(NodeReport report) => report with
    {
        RunId = Part.Order.RunId,
        Place = Part.Me,
        Regions = Part.Shares[Part.Me].Regions,
        RegionsInAll = Part.Regions,
        Window = Volatile.Read(ref _window),
        Micros = Volatile.Read(ref _micros),
        SinceCommit = Stopwatch.GetElapsedTime(Volatile.Read(ref _committed)).TotalSeconds,
        Waiting = exchange.Waiting.TotalSeconds,
        Waited = exchange.Waited.TotalSeconds,
        Carried = Stopwatch.GetElapsedTime(_begun).TotalSeconds,
        Windows = Volatile.Read(ref _windows),
        Events = Volatile.Read(ref _handled),
        Messages = Volatile.Read(ref _delivered),
        WaitedFor = [.. exchange.WaitedFor.Select(t => t.TotalSeconds)],
    };
}
