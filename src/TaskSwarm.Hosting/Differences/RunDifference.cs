using TaskSwarm.Hosting.Histories;

namespace TaskSwarm.Hosting.Differences;

/// <summary>How two runs differ.</summary>
/// <param name="First">The one.</param>
/// <param name="Second">The other.</param>
/// <param name="Forks">With which changes one was forked from the other, or both from a third: the first difference of
/// all; empty if neither was forked.</param>
/// <param name="Parting">The first event in which they part; null if all are equal.</param>
/// <param name="Trajectories">The bodies that went different ways, in the order of their agents' numbers.</param>
/// <param name="Metrics">The figures that differ, by name.</param>
public sealed record RunDifference(
    RunFacts First, RunFacts Second, IReadOnlyList<ForkDifference> Forks, Parting? Parting,
    IReadOnlyList<TrajectoryDifference> Trajectories, IReadOnlyList<MetricDifference> Metrics)
{
    /// <summary>Whether the runs committed the same.</summary>
    public bool AreEqual => Parting is null && Trajectories.Count == 0 && Metrics.Count == 0;
}
