namespace TaskSwarm.Scenarios.Logistics.Market;

/// <summary>A call and the vehicle that it goes to.</summary>
/// <param name="Vehicle">Index of the vehicle in the fleet.</param>
/// <param name="Call">What is said.</param>
public readonly record struct MarketPost(int Vehicle, MarketCall Call);
