using TaskSwarm.Scenarios.FormationFlight.Control;

namespace TaskSwarm.Scenarios.FormationFlight.Missions;

/// <summary>How far the formation's frame has come on a leg.</summary>
/// <param name="Frame">Where it is and how it moves.</param>
/// <param name="Leg">Number of the leg, from 0.</param>
/// <param name="Waypoint">Number of the waypoint that it flies to; the number of waypoints once all are passed.
/// </param>
public readonly record struct RouteState(Reference Frame, int Leg, int Waypoint);
