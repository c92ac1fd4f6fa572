using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Events;
using TaskSwarm.Kernel.Faults;
using TaskSwarm.Kernel.Metrics;
using TaskSwarm.Kernel.Runs;
using TaskSwarm.Kernel.Time;

namespace TaskSwarm.Scenarios.ModelCollaboration.Delivery;

/// <summary>Reads how contents were delivered: hits, latencies and bytes, in all and over time.</summary>
/// <param name="plan">The collaboration.</param>
public sealed class DeliveryLog(DeliveryPlan plan) : IRunReader, IPictureSource
{
    private const int Spans = 60;
    private const int MostDrifts = 50;

    private readonly SortedDictionary<long, DeliverySpan> _spans = [];
    private readonly List<Moment> _moments = [];
    private long _timeouts;
    private long _evictions;
    private int _auctions;
    private long _awards;
    private long _missed;

    private SimDuration Span => new(Math.Max(1, plan.End.Micros / Spans));

    /// <inheritdoc/>
    public void OnEvent(in EventRecord record)
    {
        switch (record.Event)
        {
            case HitsServed hits:
                At(record.Time).Hits += hits.Count;
                break;
            case RequestAnswered answered:
                At(record.Time).Wait(answered.Waited.Micros);
                At(record.Time).FromNeighbours += answered.From == plan.Origin ? 0 : 1;
                break;
            case ContentServed served when record.Agent == plan.Origin:
                At(record.Time).OriginBytes += served.Bytes;
                break;
            case ContentServed served:
                At(record.Time).NeighbourBytes += served.Bytes;
                break;
            case FetchTimedOut:
                _timeouts++;
                break;
            case ContentEvicted:
                _evictions++;
                break;
            case AuctionEnded ended:
                _auctions++;
                _awards += ended.Awards;
                break;
            case AwardMissed:
                _missed++;
                break;
            case AgentCrashed:
                _moments.Add(new Moment(record.Time.Seconds, "crash"));
                break;
        }
    }

    /// <inheritdoc/>
    public void Report(MetricSet metrics)
    {
        ArgumentNullException.ThrowIfNull(metrics);
        var all = new DeliverySpan();
        foreach (DeliverySpan span in _spans.Values)
        {
            all.Add(span);
        }

        metrics.Set("delivery.requests.answered", all.Answered);
        metrics.Set("delivery.hit.ratio", (double)all.Hits / all.Answered);
        metrics.Set("delivery.neighbour.ratio", (double)all.FromNeighbours / all.Answered);
        metrics.Set("delivery.latency.mean.seconds", all.MeanSeconds);
        metrics.Set("delivery.latency.p95.seconds", all.PercentileSeconds(0.95));
        metrics.Set("delivery.origin.bytes", all.OriginBytes);
        metrics.Set("delivery.neighbour.bytes", all.NeighbourBytes);
        metrics.Set("delivery.timeouts", _timeouts);
        metrics.Set("delivery.evictions", _evictions);
        metrics.Set("delivery.auctions", _auctions);
        metrics.Set("delivery.awards", _awards);
        metrics.Set("delivery.awards.missed", _missed);
    }

    /// <inheritdoc/>
    public RunPicture Picture(IReadOnlyList<string> agentNames)
    {
        (double Seconds, DeliverySpan Span)[] shown =
        [
            .. _spans.Where(s => s.Value.Answered > 0).Select(s => (Span.Seconds * (s.Key + 0.5), s.Value)),
        ];
        double[] seconds = [.. shown.Select(s => s.Seconds)];
        Series Of(string name, Func<DeliverySpan, double> value) =>
            new(name, seconds, [.. shown.Select(s => value(s.Span))]);
        Moment[] moments = [.. _moments, .. Drifts()];
        return new RunPicture(
            "Content delivery",
            [
                new SeriesPanel(
                    "Where requests are answered", "share",
                    [
                        Of("at the cache", s => (double)s.Hits / s.Answered),
                        Of("there or next to it", s => (double)(s.Hits + s.FromNeighbours) / s.Answered),
                    ],
                    moments),
                new SeriesPanel(
                    "Latency", "seconds",
                    [Of("mean", s => s.MeanSeconds), Of("95th percentile", s => s.PercentileSeconds(0.95))],
                    moments),
                new SeriesPanel(
                    "Sent by the origin", "Mbit/s", [Of("origin", s => s.OriginBytes * 8e-6 / Span.Seconds)], moments),
            ]);
    }

    /// <inheritdoc/>
    public void Capture(StateWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteMap(_spans, static (w, number) => w.Write(number), static (w, span) => span.Capture(w));
        writer.WriteList(_moments, static (w, moment) => moment.Capture(w));
        writer.Write(_timeouts);
        writer.Write(_evictions);
        writer.Write(_auctions);
        writer.Write(_awards);
        writer.Write(_missed);
    }

    /// <inheritdoc/>
    public void Restore(StateReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        reader.ReadMap(_spans, static r => r.ReadInt64(), DeliverySpan.Read);
        _moments.AddRange(reader.ReadList(Moment.Read));
        _timeouts = reader.ReadInt64();
        _evictions = reader.ReadInt64();
        _auctions = reader.ReadInt32();
        _awards = reader.ReadInt64();
        _missed = reader.ReadInt64();
    }

    private IEnumerable<Moment> Drifts()
    {
        if (plan.Drift is not { } drift || plan.End.Micros / drift.Every.Micros > MostDrifts)
        {
            yield break;
        }

        for (SimTime at = SimTime.Zero + drift.Every; at < plan.End; at += drift.Every)
        {
            yield return new Moment(at.Seconds, "drift");
        }
    }

    private DeliverySpan At(SimTime time)
    {
        // The last instant of the run belongs to the last span.
        long number = Math.Min(time.Micros / Span.Micros, Spans - 1);
        if (!_spans.TryGetValue(number, out DeliverySpan? span))
        {
            _spans.Add(number, span = new DeliverySpan());
        }

        return span;
    }
}
