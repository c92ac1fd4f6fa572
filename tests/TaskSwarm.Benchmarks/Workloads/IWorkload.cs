using TaskSwarm.Kernel.Runs;

namespace TaskSwarm.Benchmarks.Workloads;

/// <summary>A whole run whose speed is measured.</summary>
public interface IWorkload
{
    /// <summary>The name on the command line.</summary>
    string Name { get; }

    /// <summary>Sets the run up.</summary>
    /// <param name="agents">N of the workload's definition.</param>
    Simulation Build(int agents);

    /// <summary>What <c>perSecond</c> counts: messages, events or agent-steps.</summary>
    long Units(RunResult result);
}
