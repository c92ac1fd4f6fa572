using TaskSwarm.Cluster.Messages;
using TaskSwarm.Kernel.Time;

namespace TaskSwarm.Cluster;

/// <summary>How far a run on a cluster is.</summary>
/// <param name="Now">Simulated time up to which it is committed.</param>
/// <param name="Events">Events so far.</param>
/// <param name="Windows">Windows so far.</param>
/// <param name="Tasks">Tasks known so far.</param>
/// <param name="TasksDone">Tasks done so far.</param>
/// <param name="Failures">Crashes so far.</param>
/// <param name="Divisions">How many times it was divided among nodes; more than once if nodes came or went.</param>
/// <param name="Nodes">Who carries what, a line a node.</param>
public sealed record ClusterProgress(
    SimTime Now, long Events, long Windows, long Tasks, long TasksDone, long Failures, int Divisions,
    IReadOnlyList<string> Nodes)
{
    internal static ClusterProgress Of(RunStatus status) => new(
        new SimTime(status.Micros), status.Events, status.Windows, status.Tasks, status.TasksDone, status.Failures,
        status.Division, status.Nodes);
}
