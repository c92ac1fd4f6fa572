using System.Diagnostics;
using TaskSwarm.Cluster.Messages;
using TaskSwarm.Cluster.Runs;
using TaskSwarm.Hosting.Telemetry;
using TaskSwarm.Kernel.Runs;

namespace TaskSwarm.Cluster.Observation;

/// <summary>What a node sees of the run that it carries a part of, for people and for telemetry.</summary>
internal sealed class NodeObservation : IDisposable
{
    private readonly Lock _lock = new();
    private NegotiationSpans _negotiations = new();
    private string? _run;
    private long _division;
    private Activity? _span;
    private PartWatch? _watch;

    /// <summary>How many regions the node carries.</summary>
    public int Regions
    {
        get
        {
            lock (_lock)
            {
                return _watch is PartWatch watch ? watch.Part.Shares[watch.Part.Me].Regions.Length : 0;
            }
        }
    }

    /// <summary>A division of a run begins here.</summary>
    /// <param name="order">The run.</param>
    /// <param name="division">The division.</param>
    /// <returns>The span that the other nodes' parts lie within; null if nobody traces.</returns>
    public string? Begin(RunOrder order, long division)
    {
        End(_division);
        _ = ActivityContext.TryParse(order.Trace, null, isRemote: true, out ActivityContext parent);
        // It ends on another thread, so it must not be this one's current span.
        Activity? before = Activity.Current;
        Activity? span = SwarmTelemetry.Source.StartActivity("division", ActivityKind.Internal, parent);
        Activity.Current = before;
        lock (_lock)
        {
            (_division, _span) = (division, span);
            if (_run != order.RunId)
            {
                _negotiations.End();
                (_run, _negotiations) = (order.RunId, new NegotiationSpans());
            }
        }

        RunTelemetry.CountDivision();
        return span?.Id ?? order.Trace;
    }

    /// <summary>Watches the part from now on.</summary>
    public void Watch(RunCore run, TakePart part, NodeExchange exchange)
    {
        lock (_lock)
        {
            _span?.SetTag("taskswarm.run.id", part.Order.RunId);
            _span?.SetTag("taskswarm.division.nodes", part.Shares.Count);
            _span?.SetTag("taskswarm.division.place", part.Me);
            _span?.SetTag("taskswarm.division.regions", part.Shares[part.Me].Regions.Length);
            _watch = new PartWatch(
                part, exchange,
                RunTelemetry.IsWanted
                    ? new RunTelemetry(_span?.Context ?? default, _negotiations, () => exchange.Waited)
                    : null);
            run.Observer = _watch;
        }
    }

    /// <summary>A division is over here.</summary>
    public void End(long division)
    {
        lock (_lock)
        {
            if (_division == division)
            {
                _span?.Dispose();
                (_division, _span, _watch) = (0, null, null);
            }
        }
    }

    /// <summary>Adds what is carried to what a node says of itself.</summary>
    public NodeReport AddTo(NodeReport report)
    {
        lock (_lock)
        {
            return _watch?.AddTo(report) ?? report;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        End(_division);
        _negotiations.End();
    }
}
