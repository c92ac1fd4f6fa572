using TaskSwarm.Scenarios.Logistics.Routing;

namespace TaskSwarm.Scenarios.Logistics.Market;

/// <summary>Asks a vehicle for its route, as a dispatcher does that plans for all.</summary>
/// <param name="At">Round and step.</param>
public sealed record ReportRoute(RoundStep At) : MarketCall(At);

/// <summary>Answer to <see cref="ReportRoute"/>.</summary>
/// <param name="At">Round and step.</param>
/// <param name="Version">Name of the plan.</param>
/// <param name="Cost">Cost of the plan.</param>
/// <param name="Report">The route; null if it must not be changed now, since it is about to be acted upon.</param>
public sealed record RouteReported(RoundStep At, int Version, long Cost, VehicleReport? Report)
    : MarketAnswer(At, Version, Cost)
{
    /// <inheritdoc/>
    public override int SizeBytes =>
        MarketCall.HeaderBytes + (MarketCall.RequestBytes * (1 + (Report?.Stops.Count ?? 0)));
}

/// <summary>Gives a vehicle a new route on condition: <see cref="SettleRound"/> says whether it counts.</summary>
/// <param name="At">Round and step.</param>
/// <param name="Before">The route that the plan was made from: if it is another by now, the new one is refused.</param>
/// <param name="Stops">The new route.</param>
public sealed record FollowRoute(RoundStep At, IReadOnlyList<Stop> Before, IReadOnlyList<Stop> Stops) : MarketCall(At)
{
    /// <inheritdoc/>
    public override int SizeBytes => HeaderBytes + (RequestBytes * (Before.Count + Stops.Count));
}

/// <summary>Answer to <see cref="FollowRoute"/>.</summary>
/// <param name="At">Round and step.</param>
/// <param name="Version">Name of the plan.</param>
/// <param name="Cost">Cost of the plan.</param>
/// <param name="Taken">False if the route has changed meanwhile, or the new one no longer works.</param>
public sealed record RouteFollowed(RoundStep At, int Version, long Cost, bool Taken) : MarketAnswer(At, Version, Cost);
