using TaskSwarm.Kernel.World;
using TaskSwarm.Scenarios.FormationFlight.Flight;

namespace TaskSwarm.Scenarios.FormationFlight.Control;

/// <summary>
/// Virtual structure (Lewis and Tan, Autonomous Robots 4, 1997): the formation is one rigid body that moves along a
/// planned way; every drone follows its own point of it. Precise, and blind to how the others fare.
/// </summary>
public static class VirtualStructureLaw
{
    /// <summary>Desired velocity, m/s, towards the slot at <paramref name="offset"/> (own frame, m).</summary>
    public static Vec3 DesiredVelocity(
        Vec3 position, Reference frame, Vec3 offset, double gain, double deceleration) =>
        SlotTracking.DesiredVelocity(
            position, frame.Origin + VectorMath.Turn(offset, frame.Heading), frame.Velocity, gain, deceleration);
}
