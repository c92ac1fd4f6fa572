namespace TaskSwarm.Kernel.Metrics;

/// <summary>The figures of a run by name, such as <c>tasks.response.p95</c>, enumerated in ordinal order.</summary>
public sealed class MetricSet
{
    private readonly SortedDictionary<string, double> _values = new(StringComparer.Ordinal);

    /// <summary>All figures, ordered by name.</summary>
    public IReadOnlyDictionary<string, double> Values => _values;

    /// <summary>Sets a figure.</summary>
    /// <param name="name">Lower-case words with dots; the unit last where it is not obvious
    /// (<c>distance.km</c>).</param>
    /// <param name="value">Not finite values are left out: there is nothing to tell.</param>
    public void Set(string name, double value)
    {
        if (double.IsFinite(value))
        {
            _values[name] = value;
        }
    }

    /// <summary>A figure, or null if the run has none of that name.</summary>
    public double? Find(string name) => _values.TryGetValue(name, out double value) ? value : null;
}
