using TaskSwarm.Kernel.World;

namespace TaskSwarm.Scenarios.FormationFlight.Control;

/// <summary>
/// Virtual structure (Lewis and Tan, Autonomous Robots 4, 1997): the formation is one rigid body that moves along a
/// planned way; every drone follows its own point of it. Precise, and blind to how the others fare.
/// </summary>
public static class VirtualStructureLaw
{
    /// <summary>Desired velocity, m/s, towards the slot at <paramref name="offset"/> (frame of the formation, m).
    /// </summary>
    public static Vec3 DesiredVelocity(
        Vec3 position, Reference frame, Vec3 offset, double gain, double deceleration) =>
        SlotTracking.DesiredVelocity(position, frame.Place(offset), frame.VelocityAt(offset), gain, deceleration);
}
