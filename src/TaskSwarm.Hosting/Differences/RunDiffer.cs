using TaskSwarm.Hosting.Histories;
using TaskSwarm.Kernel.Time;

namespace TaskSwarm.Hosting.Differences;

/// <summary>
/// Compares what two runs committed, reading both once, side by side in simulated time. It keeps a few windows and a
/// few numbers for each body, however long the runs are.
/// </summary>
public static class RunDiffer
{
    /// <summary>Bodies that are not farther apart than this are at the same place, m.</summary>
    public const double Apart = 0.001;

    /// <summary>Compares two runs.</summary>
    public static RunDifference Compare(IRunHistory first, IRunHistory second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        var events = new EventComparison(first.Facts, second.Facts);
        var bodies = new TrajectoryComparison(first.Facts, second.Facts);
        using IEnumerator<HistoryWindow> one = first.Windows(SimTime.Zero, SimTime.Never).GetEnumerator();
        using IEnumerator<HistoryWindow> other = second.Windows(SimTime.Zero, SimTime.Never).GetEnumerator();
        bool hasOne = one.MoveNext(), hasOther = other.MoveNext();
        while (hasOne || hasOther)
        {
            SimTime at = SimTime.Min(
                hasOne ? one.Current.Start : SimTime.Never, hasOther ? other.Current.Start : SimTime.Never);
            if (hasOne && one.Current.Start == at)
            {
                events.AddFirst(one.Current);
                bodies.AddFirst(one.Current);
                hasOne = one.MoveNext();
            }

            if (hasOther && other.Current.Start == at)
            {
                events.AddSecond(other.Current);
                bodies.AddSecond(other.Current);
                hasOther = other.MoveNext();
            }

            events.Compare(
                hasOne ? one.Current.Start : SimTime.Never, hasOther ? other.Current.Start : SimTime.Never);
            bodies.Compare();
        }

        return new RunDifference(
            first.Facts, second.Facts, [.. ForkOf(first.Facts), .. ForkOf(second.Facts)], events.Parting,
            bodies.Result(), MetricsOf(first.Facts, second.Facts));
    }

    private static IEnumerable<ForkDifference> ForkOf(RunFacts run) =>
        run.Fork is RunFork fork ? [new ForkDifference(run.Name, fork)] : [];

    private static List<MetricDifference> MetricsOf(RunFacts first, RunFacts second)
    {
        var names = new SortedSet<string>(first.Metrics.Keys.Concat(second.Metrics.Keys), StringComparer.Ordinal);
        var differences = new List<MetricDifference>();
        foreach (string name in names)
        {
            double? one = first.Metrics.TryGetValue(name, out double a) ? a : null;
            double? other = second.Metrics.TryGetValue(name, out double b) ? b : null;
            if (one != other)
            {
                differences.Add(new MetricDifference(name, one, other));
            }
        }

        return differences;
    }
}
