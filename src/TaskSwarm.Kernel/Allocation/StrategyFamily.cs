namespace TaskSwarm.Kernel.Allocation;

/// <summary>How a strategy comes to its decisions in a run.</summary>
public enum StrategyFamily
{
    /// <summary>A dispatcher thinks alone, which takes simulated time, and tells the agents.</summary>
    Central,

    /// <summary>A dispatcher calls for proposals, one task a conversation (<see cref="Negotiation.IAwardRule"/>).
    /// </summary>
    ContractNet,

    /// <summary>A dispatcher offers many tasks at once, in rounds (<see cref="IAuctionRule"/>).</summary>
    Auction,

    /// <summary>The agents agree among themselves (<see cref="IBundleConsensus"/>).</summary>
    Consensus,
}
