using TaskSwarm.Kernel.World;
using TaskSwarm.Scenarios.FormationFlight.Air;
using TaskSwarm.Scenarios.FormationFlight.Flight;

namespace TaskSwarm.Scenarios.FormationFlight.Control;

/// <summary>
/// Bends the velocity that a control law wants so that no two drones come too close: the closing speed of a pair may
/// never exceed what both can still brake away before the kept distance. Each drone takes half of the correction,
/// measured from the pair's common velocity, so the two agree without talking. The idea is that of safety barrier
/// certificates (Wang, Ames and Egerstedt, IEEE T-RO 33(3), 2017) with the reciprocity of ORCA (van den Berg et al.,
/// 2011).
/// </summary>
/// <remarks>Local: it keeps drones apart but may stop two that want to pass each other head on, so whoever is
/// blocked also yields to its right.</remarks>
public static class SeparationGuard
{
    private const int Passes = 4;

    /// <summary>The admissible velocity nearest to what is wanted (by cyclic projection), m/s.</summary>
    /// <param name="p">Distances and braking.</param>
    /// <param name="self">Own position and velocity.</param>
    /// <param name="wanted">What the control law wants, m/s.</param>
    /// <param name="others">Drones nearby, in a fixed order.</param>
    /// <param name="obstacles">Obstacles.</param>
    public static Vec3 Filter(
        GuardParameters p, Body self, Vec3 wanted, IReadOnlyList<Body> others, IReadOnlyList<Obstacle> obstacles)
    {
        var limits = new List<Limit>(others.Count + obstacles.Count);
        foreach (var other in others)
        {
            AddDrone(p, self, other, limits);
        }

        foreach (var obstacle in obstacles)
        {
            AddObstacle(p, self, obstacle, limits);
        }

        if (limits.Count == 0)
        {
            return wanted;
        }

        var first = Project(wanted, limits);
        return Project(first + SideStep(wanted, first, limits), limits);
    }

    private static void AddDrone(GuardParameters p, Body self, Body other, List<Limit> limits)
    {
        var between = other.Position - self.Position;
        var distance = between.Length;
        if (distance > p.SensingRange || distance < 1e-6)
        {
            return;
        }

        var towards = between / distance;
        if (other.Velocity == Vec3.Zero)
        {
            // Whoever hangs quite still is parked or has crashed: it will not do its half.
            limits.Add(new Limit(towards, Closing(p, distance - p.Separation, 1)));
            return;
        }

        var common = 0.5 * (self.Velocity + other.Velocity).Dot(towards);
        limits.Add(new Limit(towards, common + (0.5 * Closing(p, distance - p.Separation, 2))));
    }

    private static void AddObstacle(GuardParameters p, Body self, Obstacle obstacle, List<Limit> limits)
    {
        var between = obstacle.Nearest(self.Position) - self.Position;
        var distance = between.Length;
        if (distance <= p.SensingRange && distance > 1e-6)
        {
            limits.Add(new Limit(between / distance, Closing(p, distance - p.Clearance, 1)));
        }
    }

    /// <summary>Closing speed allowed with <paramref name="room"/> metres to spare and
    /// <paramref name="brakes"/> bodies braking; below zero (apart!) when too close already.</summary>
    private static double Closing(GuardParameters p, double room, int brakes) =>
        room >= 0 ? BrakingCurve.Speed(room, p.Deceleration * brakes, p.Gain) : room * p.Gain;

    private static Vec3 Project(Vec3 velocity, List<Limit> limits)
    {
        for (var pass = 0; pass < Passes; pass++)
        {
            foreach (var limit in limits)
            {
                var excess = velocity.Dot(limit.Towards) - limit.Most;
                if (excess > 0)
                {
                    velocity -= limit.Towards * excess;
                }
            }
        }

        return velocity;
    }

    /// <summary>When most of the wanted speed is lost to a limit, a step to the right of what is in the way.</summary>
    private static Vec3 SideStep(Vec3 wanted, Vec3 left, List<Limit> limits)
    {
        var speed = wanted.Length;
        if (left.LengthSquared > 0.25 * speed * speed)
        {
            return Vec3.Zero;
        }

        var blocking = limits.OrderByDescending(l => wanted.Dot(l.Towards) - l.Most).First();
        return wanted.Dot(blocking.Towards) > blocking.Most
            ? VectorMath.RightOf(blocking.Towards) * (0.5 * speed)
            : Vec3.Zero;
    }

    /// <summary>Velocity along <see cref="Towards"/> may be at most <see cref="Most"/>.</summary>
    private readonly record struct Limit(Vec3 Towards, double Most);
}
