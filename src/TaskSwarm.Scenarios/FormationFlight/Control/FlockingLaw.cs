using TaskSwarm.Kernel.World;
using TaskSwarm.Scenarios.FormationFlight.Air;
using TaskSwarm.Scenarios.FormationFlight.Flight;

namespace TaskSwarm.Scenarios.FormationFlight.Control;

/// <summary>
/// Self-organised flocking in a confined space: G. Vasarhelyi et al., "Optimized flocking of autonomous drones in
/// confined environments", Science Robotics 3, eaat3536, 2018. Desired velocity = preferred speed along the own
/// velocity + repulsion + alignment ("friction") + walls + obstacles, capped. Purely local: no leader, no slots.
/// </summary>
/// <remarks>The published model is planar; here height is held by the caller and the terms act in all three
/// dimensions.</remarks>
public static class FlockingLaw
{
    /// <summary>Desired velocity, m/s. Neighbours are summed in the order given, which must not depend on chance.
    /// </summary>
    public static Vec3 DesiredVelocity(
        FlockingParameters p,
        Body self,
        IReadOnlyList<Body> neighbours,
        Arena? arena,
        IReadOnlyList<Obstacle> obstacles)
    {
        var sum = VectorMath.DirectionOr(self.Velocity, Vec3.Zero) * p.FlockSpeed;
        foreach (var other in neighbours)
        {
            sum += Repulsion(p, self.Position, other.Position) + Friction(p, self, other);
        }

        if (arena is not null)
        {
            sum += Walls(p, self, arena);
        }

        foreach (var obstacle in obstacles)
        {
            sum += AwayFrom(p, self, obstacle);
        }

        return sum.ClampLength(p.MaxSpeed);
    }

    /// <summary>Repulsion by one neighbour: grows linearly as the distance falls below the range, m/s.</summary>
    public static Vec3 Repulsion(FlockingParameters p, Vec3 self, Vec3 other)
    {
        var apart = self - other;
        var r = apart.Length;
        return r >= p.RepulsionRange || r < 1e-9
            ? Vec3.Zero
            : apart * (p.RepulsionGain * (p.RepulsionRange - r) / r);
    }

    /// <summary>Alignment with one neighbour: only the part of the velocity difference above what braking still
    /// allows at this distance, m/s.</summary>
    public static Vec3 Friction(FlockingParameters p, Body self, Body other)
    {
        var difference = other.Velocity - self.Velocity;
        var speed = difference.Length;
        var r = (self.Position - other.Position).Length;
        var braking = BrakingCurve.Speed(r - p.FrictionOffset, p.FrictionDeceleration, p.FrictionGain);
        var allowed = Math.Max(p.FrictionSlack, braking);
        return speed <= allowed ? Vec3.Zero : difference * (p.FrictionStrength * (speed - allowed) / speed);
    }

    /// <summary>Alignment with the virtual ("shill") agents on the four walls, which move inwards, m/s.</summary>
    public static Vec3 Walls(FlockingParameters p, Body self, Arena arena)
    {
        var sum = Vec3.Zero;
        foreach (var (inward, distance) in arena.Walls(self.Position))
        {
            sum += Shill(p, self.Velocity, inward, distance);
        }

        return sum;
    }

    private static Vec3 AwayFrom(FlockingParameters p, Body self, Obstacle obstacle)
    {
        var away = self.Position - obstacle.Nearest(self.Position);
        var distance = away.Length;
        var outward = VectorMath.DirectionOr(away, VectorMath.Up);
        return distance > p.CommunicationRange ? Vec3.Zero : Shill(p, self.Velocity, outward, distance);
    }

    private static Vec3 Shill(FlockingParameters p, Vec3 velocity, Vec3 direction, double distance)
    {
        var difference = (direction * p.ShillSpeed) - velocity;
        var speed = difference.Length;
        var allowed = BrakingCurve.Speed(distance, p.ShillDeceleration, p.ShillGain);
        return speed <= allowed ? Vec3.Zero : difference * ((speed - allowed) / speed);
    }
}
