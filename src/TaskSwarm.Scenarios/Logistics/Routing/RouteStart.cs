namespace TaskSwarm.Scenarios.Logistics.Routing;

/// <summary>From where, when and with what a vehicle goes on: the part of its tour that can still be changed.</summary>
/// <param name="Place">Where it stands, or will stand when it has done what it is committed to.</param>
/// <param name="Time">Earliest time it can leave there, microseconds.</param>
/// <param name="Load">What is aboard then, without loads of open drop-offs while it is still in the depot.</param>
/// <param name="Driven">Millimetres of the tour behind it then.</param>
/// <param name="InDepot">True if the tour has not begun: loads from the depot can still be put aboard.</param>
public readonly record struct RouteStart(Place Place, long Time, LoadVector Load, long Driven, bool InDepot);
