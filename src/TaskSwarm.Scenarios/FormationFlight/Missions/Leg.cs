using TaskSwarm.Kernel.Time;
using TaskSwarm.Kernel.World;

namespace TaskSwarm.Scenarios.FormationFlight.Missions;

/// <summary>One leg of a mission: a formation and the way it flies.</summary>
/// <param name="Formation">The formation.</param>
/// <param name="Waypoints">Points that the formation's origin passes in order, m; none to stay in place.</param>
/// <param name="Speed">Cruise speed of the origin, m/s (> 0).</param>
/// <param name="Hold">How long the formation is held at the end of the way.</param>
/// <param name="FormWithin">After this time the leg goes on although not every drone is in its slot.</param>
/// <param name="OnTheWay">Whether the formation moves while it is still forming.</param>
public sealed record Leg(
    FormationPlan Formation,
    IReadOnlyList<Vec3> Waypoints,
    double Speed,
    SimDuration Hold,
    SimDuration FormWithin,
    bool OnTheWay);
