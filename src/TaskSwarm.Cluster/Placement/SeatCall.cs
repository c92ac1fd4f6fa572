namespace TaskSwarm.Cluster.Placement;

/// <summary>The coordinator to a region's seat, wherever that is: say where you are.</summary>
/// <param name="Region">The region's number.</param>
internal sealed record SeatCall(int Region);
