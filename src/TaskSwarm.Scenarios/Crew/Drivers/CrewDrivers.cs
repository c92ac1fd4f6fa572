using TaskSwarm.Kernel.Allocation;

namespace TaskSwarm.Scenarios.Crew.Drivers;

/// <summary>Which driver serves which family of strategies: the one place to add another.</summary>
internal static class CrewDrivers
{
    /// <summary>The dispatcher's side.</summary>
    public static IAllocationDriver ForDesk(ICrewDesk desk) => desk.Items.Plan.Strategy.Family switch
    {
        StrategyFamily.ContractNet => new ContractNetDriver(desk),
        StrategyFamily.Auction => new AuctionDriver(desk),
        StrategyFamily.Consensus => new ConsensusDriver(desk),
        _ => new CentralDriver(desk),
    };

    /// <summary>Each agent's side; null if the strategy needs none.</summary>
    public static ISeatDriver? ForSeat(ICrewSeat seat) => seat.Items.Plan.Strategy.Family switch
    {
        StrategyFamily.ContractNet => new ReauctionSeat(seat),
        StrategyFamily.Auction => new AuctionSeat(seat),
        StrategyFamily.Consensus => new ConsensusSeat(seat),
        _ => null,
    };
}
