namespace TaskSwarm.Scenarios.Logistics.Market;

/// <summary>
/// How much is re-auctioned. All limits count rounds, never wall time: the run must not depend on a machine.
/// </summary>
/// <param name="Rounds">Rounds of re-auction in a planning; 0 is the plain contract net.</param>
/// <param name="ClusterSize">Mean number of loads taken back in a round; at least 1.</param>
/// <param name="Swaps">Whether pairs of loads are swapped between two vehicles as well.</param>
public sealed record ReauctionOptions(int Rounds, int ClusterSize = 10, bool Swaps = true)
{
    /// <summary>Longest string of stops that one vehicle is asked to offer.</summary>
    public int LongestString { get; init; } = 10;

    /// <summary>Chance of passing over a bid, so that the same auction does not end the same way again.</summary>
    public double BlinkRate { get; init; } = 0.01;

    /// <summary>
    /// At the start a joint plan is kept if it is worse by less than this share of a mean request's cost.
    /// </summary>
    public double StartTolerance { get; init; } = 1.0;

    /// <summary>The same at the end of the planning.</summary>
    public double EndTolerance { get; init; } = 0.01;

    /// <summary>One round in so many tries to empty the route of a vehicle that has few loads; 0 for never.</summary>
    public int FleetRoundEvery { get; init; } = 10;

    /// <summary>One round in so many is a swap; 0 for never.</summary>
    public int SwapRoundEvery { get; init; } = 10;
}
