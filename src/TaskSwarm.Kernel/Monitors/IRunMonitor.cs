using TaskSwarm.Kernel.Runs;

namespace TaskSwarm.Kernel.Monitors;

/// <summary>
/// A reader that holds the run to a law. What it finds is an error of the run: it is told in the summary and in the
/// JSON object and makes the exit code 1. A monitor must not raise a false alarm, whatever is lost, cut or crashes.
/// </summary>
public interface IRunMonitor : IRunReader
{
    /// <summary>What broke the law, in the order of the run; empty in a sound run.</summary>
    IReadOnlyList<Violation> Violations { get; }
}
