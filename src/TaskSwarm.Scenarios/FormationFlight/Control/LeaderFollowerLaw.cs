using TaskSwarm.Kernel.World;

namespace TaskSwarm.Scenarios.FormationFlight.Control;

/// <summary>
/// Leader-follower (Desai, Ostrowski and Kumar, IEEE T-RA 17(6), 2001): a drone keeps a fixed displacement from the
/// drone ahead of it. Without knowledge of the leader's velocity, follower i of a chain lags by i v / k in a steady
/// state; with it there is no lag.
/// </summary>
public static class LeaderFollowerLaw
{
    /// <summary>Pure position feedback, m/s: gain times the error. Lags behind a moving leader.</summary>
    /// <param name="position">Own position, m.</param>
    /// <param name="leader">Position of the drone ahead, m.</param>
    /// <param name="displacement">Wanted position minus that of the drone ahead, m.</param>
    /// <param name="gain">Gain, 1/s (> 0).</param>
    public static Vec3 Feedback(Vec3 position, Vec3 leader, Vec3 displacement, double gain) =>
        (leader + displacement - position) * gain;

    /// <summary>With the leader's reported velocity fed forward and a braked approach, m/s.</summary>
    public static Vec3 DesiredVelocity(
        Vec3 position, Body leader, Vec3 displacement, double gain, double deceleration) =>
        SlotTracking.DesiredVelocity(
            position, leader.Position + displacement, leader.Velocity, gain, deceleration);

    /// <summary>Steady extra lag of follower <paramref name="follower"/> (from 1) in a chain under
    /// <see cref="Feedback"/>, m.</summary>
    public static double SteadyLag(int follower, double leaderSpeed, double gain) => follower * leaderSpeed / gain;
}
