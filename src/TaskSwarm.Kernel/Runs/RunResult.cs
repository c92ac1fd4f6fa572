using TaskSwarm.Kernel.Metrics;
using TaskSwarm.Kernel.Monitors;
using TaskSwarm.Kernel.Tasks;
using TaskSwarm.Kernel.Time;

namespace TaskSwarm.Kernel.Runs;

/// <summary>What a run came to.</summary>
public sealed partial record RunResult
{
    /// <summary>What was run.</summary>
    public required Simulation Simulation { get; init; }

    /// <summary>How it ended.</summary>
    public required RunOutcome Outcome { get; init; }

    /// <summary>Why it ended, for people.</summary>
    public required string EndReason { get; init; }

    /// <summary>What went wrong, if <see cref="Outcome"/> is <see cref="RunOutcome.Failed"/>.</summary>
    public RunFailure? Failure { get; init; }

    /// <summary>32 hexadecimal digits that are equal exactly if the runs are.</summary>
    public required string Digest { get; init; }

    /// <summary>How far simulated time came.</summary>
    public required SimTime SimulatedTime { get; init; }

    /// <summary>Agents that ever were, spawned ones included.</summary>
    public required int Agents { get; init; }

    /// <summary>Events handled: messages, timers and the kernel's own.</summary>
    public required long Events { get; init; }

    /// <summary>Messages handed to the network.</summary>
    public required long Messages { get; init; }

    /// <summary>Windows that the run took.</summary>
    public required long Windows { get; init; }

    /// <summary>Every task's life.</summary>
    public required TaskLedger Ledger { get; init; }

    /// <summary>The figures.</summary>
    public required MetricSet Metrics { get; init; }

    /// <summary>The readers of the run, for what is more than figures: plans, pictures, ledgers.</summary>
    public required IReadOnlyList<IRunReader> Readers { get; init; }

    /// <summary>What monitors found, the ledger of tasks first; empty in a sound run.</summary>
    public IReadOnlyList<Violation> Violations { get; init; } = [];

    /// <summary>Every agent's name, by number.</summary>
    public required IReadOnlyList<string> AgentNames { get; init; }

    /// <summary>The first reader of a type, or null.</summary>
    public T? Reader<T>()
        where T : class
        => Readers.OfType<T>().FirstOrDefault();
}
