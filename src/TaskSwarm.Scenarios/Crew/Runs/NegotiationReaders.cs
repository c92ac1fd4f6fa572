using TaskSwarm.Kernel.Allocation;
using TaskSwarm.Kernel.Runs;

namespace TaskSwarm.Scenarios.Crew.Runs;

/// <summary>The monitors and counters that go with a plan's strategy.</summary>
internal static class NegotiationReaders
{
    /// <summary>New ones, for one run.</summary>
    public static IReadOnlyList<IRunReader> For(CrewPlan plan) => plan.Strategy.Family switch
    {
        StrategyFamily.Consensus => [new ConsensusMonitor(plan)],
        StrategyFamily.Auction => [new AuctionLog()],
        StrategyFamily.ContractNet => [new ReauctionLog()],
        _ => [],
    };
}
