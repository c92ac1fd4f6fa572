using TaskSwarm.Kernel.Allocation;
using TaskSwarm.Kernel.Negotiation;
using TaskSwarm.Kernel.Time;

namespace TaskSwarm.Scenarios.Format;

/// <summary>The section <c>allocation</c>: how tasks find agents and how failed agents are noticed.</summary>
/// <param name="Strategy">The strategy.</param>
/// <param name="Options">What the strategy itself is told.</param>
/// <param name="ContractNet">Times and bounds of conversations, leases and heartbeats.</param>
public sealed record AllocationSettings(
    StrategyInfo Strategy, StrategyOptions Options, ContractNetOptions ContractNet)
{
    /// <summary>Simulated time that a dispatcher takes to try one placement.</summary>
    public SimDuration Thinking { get; init; }

    /// <summary>Who speaks with whom where agents agree among themselves.</summary>
    public Topology Topology { get; init; } = Topology.Complete;

    /// <summary>What the scenario wants minimised; null for what its kind takes.</summary>
    public AllocationObjective? Objective { get; init; }
}
