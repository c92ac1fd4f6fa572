using TaskSwarm.Kernel.World;
using TaskSwarm.Scenarios.FormationFlight.Flight;

namespace TaskSwarm.Scenarios.FormationFlight.Control;

/// <summary>
/// Flies to a moving point: the point's velocity plus an approach speed that the braking curve allows, so that a
/// drone far away comes at full speed and one near by settles without overshoot.
/// </summary>
public static class SlotTracking
{
    /// <summary>Desired velocity, m/s, towards <paramref name="target"/> that itself moves with
    /// <paramref name="targetVelocity"/>.</summary>
    /// <param name="position">Own position, m.</param>
    /// <param name="target">The point to reach, m.</param>
    /// <param name="targetVelocity">Velocity of that point, m/s.</param>
    /// <param name="gain">Approach speed for each metre near the target, 1/s (> 0).</param>
    /// <param name="deceleration">Braking that the approach counts on, m/s^2 (> 0).</param>
    public static Vec3 DesiredVelocity(
        Vec3 position, Vec3 target, Vec3 targetVelocity, double gain, double deceleration)
    {
        var error = target - position;
        var distance = error.Length;
        var speed = BrakingCurve.Speed(distance, deceleration, gain);
        return targetVelocity + (VectorMath.DirectionOr(error, Vec3.Zero) * speed);
    }
}
