using TaskSwarm.Kernel.Agents;

namespace TaskSwarm.Scenarios.ModelCollaboration.Delivery;

/// <summary>What was answered in a stretch of simulated time.</summary>
internal sealed class DeliverySpan
{
    private readonly List<long> _waits = [];

    /// <summary>Requests that were answered at once.</summary>
    public long Hits { get; set; }

    /// <summary>Requests that a neighbour had the content for.</summary>
    public long FromNeighbours { get; set; }

    /// <summary>Bytes that the origin sent.</summary>
    public long OriginBytes { get; set; }

    /// <summary>Bytes that caches sent each other.</summary>
    public long NeighbourBytes { get; set; }

    /// <summary>How long those waited that were not answered at once, microseconds.</summary>
    public IReadOnlyList<long> Waits => _waits;

    /// <summary>Requests that were answered.</summary>
    public long Answered => Hits + _waits.Count;

    /// <summary>Mean latency, seconds; NaN without requests.</summary>
    public double MeanSeconds => _waits.Sum() / 1e6 / Answered;

    /// <summary>A request was answered after a wait.</summary>
    public void Wait(long micros) => _waits.Add(micros);

    /// <summary>Adds what was answered in another stretch.</summary>
    public void Add(DeliverySpan other)
    {
        Hits += other.Hits;
        FromNeighbours += other.FromNeighbours;
        OriginBytes += other.OriginBytes;
        NeighbourBytes += other.NeighbourBytes;
        _waits.AddRange(other._waits);
    }

    /// <summary>The nearest-rank percentile of latencies, seconds; hits have none. NaN without requests.</summary>
    /// <param name="share">0 to 1.</param>
    public double PercentileSeconds(double share)
    {
        long[] sorted = [.. _waits.Order()];
        long rank = Math.Clamp((long)Math.Ceiling(share * Answered) - 1, 0, Math.Max(0, Answered - 1));
        return Answered == 0 ? double.NaN : rank < Hits ? 0 : sorted[rank - Hits] / 1e6;
    }

    /// <summary>Writes all of it.</summary>
    public void Capture(StateWriter writer)
    {
        writer.Write(Hits);
        writer.Write(FromNeighbours);
        writer.Write(OriginBytes);
        writer.Write(NeighbourBytes);
        writer.WriteList(_waits, static (w, wait) => w.Write(wait));
    }

    /// <summary>Reads what <see cref="Capture"/> wrote.</summary>
    public static DeliverySpan Read(StateReader reader)
    {
        var span = new DeliverySpan
        {
            Hits = reader.ReadInt64(),
            FromNeighbours = reader.ReadInt64(),
            OriginBytes = reader.ReadInt64(),
            NeighbourBytes = reader.ReadInt64(),
        };
        span._waits.AddRange(reader.ReadList(static r => r.ReadInt64()));
        return span;
    }
}
