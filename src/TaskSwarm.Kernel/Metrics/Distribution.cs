using TaskSwarm.Kernel.Agents;

namespace TaskSwarm.Kernel.Metrics;

/// <summary>
/// Collects samples and tells mean, median, 95th percentile and extremes, in an order-independent way.
/// </summary>
public sealed class Distribution
{
    private readonly List<double> _samples = [];

    /// <summary>How many samples there are.</summary>
    public int Count => _samples.Count;

    /// <summary>Adds a sample.</summary>
    public void Add(double sample) => _samples.Add(sample);

    /// <summary>The mean; NaN without samples. Summed in ascending order, so it does not depend on arrival.</summary>
    public double Mean
    {
        get
        {
            double sum = 0;
            foreach (double sample in Sorted())
            {
                sum += sample;
            }

            return sum / _samples.Count;
        }
    }

    /// <summary>The nearest-rank percentile; NaN without samples.</summary>
    /// <param name="share">0 to 1; 0.5 is the median.</param>
    public double Percentile(double share)
    {
        double[] sorted = Sorted();
        return sorted.Length == 0
            ? double.NaN
            : sorted[Math.Clamp((int)Math.Ceiling(share * sorted.Length) - 1, 0, sorted.Length - 1)];
    }

    /// <summary>Reports mean, p50, p95 and max under a name.</summary>
    public void Report(MetricSet metrics, string name)
    {
        ArgumentNullException.ThrowIfNull(metrics);
        if (_samples.Count == 0)
        {
            return;
        }

        metrics.Set(name + ".mean", Mean);
        metrics.Set(name + ".p50", Percentile(0.5));
        metrics.Set(name + ".p95", Percentile(0.95));
        metrics.Set(name + ".max", Percentile(1));
    }

    /// <summary>Writes the samples.</summary>
    public void Capture(StateWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteList(_samples, static (w, s) => w.Write(s));
    }

    /// <summary>Adds the samples that <see cref="Capture"/> wrote.</summary>
    public void Restore(StateReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        _samples.AddRange(reader.ReadList(static r => r.ReadDouble()));
    }

    private double[] Sorted()
    {
        double[] sorted = [.. _samples];
        Array.Sort(sorted);
        return sorted;
    }
}
