using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Allocation;
using TaskSwarm.Kernel.Negotiation;

namespace TaskSwarm.Allocation;

/// <summary>A strategy in the catalog: what users are told of it, and how its parts are made.</summary>
/// <param name="Info">Name, family and description.</param>
internal sealed record StrategyEntry(StrategyInfo Info)
{
    /// <summary>Makes the central form.</summary>
    public Func<StrategyOptions, IAllocator>? Allocator { get; init; }

    /// <summary>Makes the award rule, in the family of contract nets.</summary>
    public Func<StrategyOptions, IAwardRule>? AwardRule { get; init; }

    /// <summary>Makes the auction's rule, in the family of auctions.</summary>
    public Func<StrategyOptions, IAuctionRule>? AuctionRule { get; init; }

    /// <summary>Makes an agent's side, in the family of consensus.</summary>
    public Func<AgentId, int, IBundleConsensus>? Consensus { get; init; }

    /// <summary>Makes the router, where the strategy plans the routes of vehicles.</summary>
    public Func<StrategyOptions, IRouter>? Router { get; init; }
}
