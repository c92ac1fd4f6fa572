using TaskSwarm.Kernel.World;
using TaskSwarm.Scenarios.FormationFlight.Control;
using TaskSwarm.Scenarios.FormationFlight.Flight;

namespace TaskSwarm.Scenarios.FormationFlight.Missions;

/// <summary>
/// Moves the formation's frame along a leg: accelerates gently, slows down for corners and ends, and turns no faster
/// than the outermost drone can follow. Whoever leads computes it, and any drone could take over from its last state.
/// </summary>
public static class RoutePlanner
{
    /// <summary>Acceleration of the frame, m/s^2: gentle enough that drones follow without losing their slots.
    /// </summary>
    public const double Acceleration = 1;

    private const double Gain = 0.8;
    private const double FastestTurn = 0.25;
    private const double TurnGain = 0.7;
    private const double Reached = 0.5;
    private const double CornerRadius = 4;

    /// <summary>The state after <paramref name="seconds"/>.</summary>
    /// <param name="route">The state now.</param>
    /// <param name="leg">The leg that is flown.</param>
    /// <param name="moving">Whether the frame may advance, or has to stop.</param>
    /// <param name="reach">Distance of the outermost slot from the origin, m.</param>
    /// <param name="seconds">Time step.</param>
    public static RouteState Advance(RouteState route, Leg leg, bool moving, double reach, double seconds)
    {
        var frame = route.Frame;
        var waypoint = route.Waypoint;
        var wanted = Vec3.Zero;
        if (moving && waypoint < leg.Waypoints.Count)
        {
            var way = leg.Waypoints[waypoint] - frame.Origin;
            var last = waypoint == leg.Waypoints.Count - 1;
            // A corner is passed at walking pace: the frame turns there, and the outer slots sweep a wide arc.
            var speed = Math.Min(leg.Speed, BrakingCurve.Speed(way.Length, Acceleration, Gain) + (last ? 0 : 1));
            wanted = VectorMath.DirectionOr(way, Vec3.Zero) * speed;
            if (way.Length < (last ? Reached : CornerRadius))
            {
                waypoint++;
            }
        }

        var velocity = frame.Velocity + (wanted - frame.Velocity).ClampLength(Acceleration * seconds);
        var rate = TurnRate(frame.Heading, wanted, reach);
        var next = new Reference(frame.Origin, velocity, frame.Heading, rate).After(seconds);
        return new RouteState(next, route.Leg, waypoint);
    }

    /// <summary>Turns towards where it is flown to, the outermost slot no faster than 2 m/s; rad/s.</summary>
    private static double TurnRate(Vec3 heading, Vec3 wanted, double reach)
    {
        var level = VectorMath.Horizontal(wanted);
        if (level.Length < 0.5)
        {
            return 0;
        }

        var ahead = level.Normalized();
        var sine = (heading.X * ahead.Y) - (heading.Y * ahead.X);
        var cosine = heading.Dot(ahead);
        // Behind the back the sine falls again: there the side alone decides.
        var turn = cosine < 0 ? (sine >= 0 ? 1 : -1) : sine;
        var limit = Math.Min(FastestTurn, 2 / Math.Max(1, reach));
        return Math.Clamp(turn * TurnGain, -limit, limit);
    }
}
