using TaskSwarm.Cluster;
using TaskSwarm.Kernel.Runs;

namespace TaskSwarm.Benchmarks.Scaling;

/// <summary>One run of a benchmark by a cluster.</summary>
/// <param name="Work">What was run.</param>
/// <param name="Nodes">Node processes that carried it.</param>
/// <param name="Workers">Threads for agents in each.</param>
/// <param name="Elapsed">From the end of the first window to the end of the run.</param>
/// <param name="Result">What it came to.</param>
/// <param name="Cost">What it cost to bring its windows together.</param>
/// <param name="Processor">Processor time of all node processes, making and ending the run included.</param>
internal sealed record Measurement(
    Work Work, int Nodes, int Workers, TimeSpan Elapsed, RunResult Result, ClusterCost Cost, TimeSpan Processor)
{
    /// <summary>Mean time of a window, in milliseconds.</summary>
    public double Milliseconds => Elapsed.TotalMilliseconds / Math.Max(1, Result.Windows - 1);
}
