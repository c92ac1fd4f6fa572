using TaskSwarm.Kernel.Time;

namespace TaskSwarm.Hosting.Histories;

/// <summary>What a run committed, to be read again and again, window by window.</summary>
public interface IRunHistory
{
    /// <summary>What is known of the run beside its events.</summary>
    RunFacts Facts { get; }

    /// <summary>The windows that share an instant with a span of simulated time, in order; those in which nothing was
    /// committed may be left out.</summary>
    /// <param name="from">The first instant.</param>
    /// <param name="to">The last instant; <see cref="SimTime.Never"/> for all.</param>
    IEnumerable<HistoryWindow> Windows(SimTime from, SimTime to);
}
