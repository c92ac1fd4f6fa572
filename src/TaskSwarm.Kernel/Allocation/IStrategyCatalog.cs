using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Negotiation;

namespace TaskSwarm.Kernel.Allocation;

/// <summary>Every allocation strategy by name: how scenarios reach them without knowing where they live.</summary>
public interface IStrategyCatalog
{
    /// <summary>The strategies in the order in which they are listed to users.</summary>
    IReadOnlyList<StrategyInfo> All { get; }

    /// <summary>Makes the central form of a strategy; every strategy has one.</summary>
    /// <exception cref="ArgumentException">There is no such strategy.</exception>
    IAllocator CreateAllocator(string name, StrategyOptions options);

    /// <summary>Makes the award rule of a strategy of the family <see cref="StrategyFamily.ContractNet"/>.</summary>
    /// <exception cref="ArgumentException">There is no such strategy in the family.</exception>
    IAwardRule CreateAwardRule(string name, StrategyOptions options);

    /// <summary>Makes the rule of a strategy of the family <see cref="StrategyFamily.Auction"/>.</summary>
    /// <exception cref="ArgumentException">There is no such strategy in the family.</exception>
    IAuctionRule CreateAuctionRule(string name, StrategyOptions options);

    /// <summary>Makes one agent's side of a strategy of the family <see cref="StrategyFamily.Consensus"/>.</summary>
    /// <param name="name">The strategy.</param>
    /// <param name="self">The agent.</param>
    /// <param name="maxTasks">The most tasks of a bundle.</param>
    /// <exception cref="ArgumentException">There is no such strategy in the family.</exception>
    IBundleConsensus CreateConsensus(string name, AgentId self, int maxTasks);

    /// <summary>Makes the router of a central strategy that plans the routes of vehicles.</summary>
    /// <exception cref="ArgumentException">There is no such strategy, or it plans no routes.</exception>
    IRouter CreateRouter(string name, StrategyOptions options);

    /// <summary>Whether a strategy plans the routes of vehicles: <see cref="CreateRouter"/> makes it.</summary>
    bool IsRouter(string name);
}
