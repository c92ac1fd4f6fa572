using TaskSwarm.Kernel.World;

namespace TaskSwarm.Scenarios.FormationFlight.Control;

/// <summary>
/// The frame that a formation hangs on: origin (m), velocity (m/s), and the level unit vector that points ahead.
/// </summary>
/// <param name="Origin">Where the frame's origin is.</param>
/// <param name="Velocity">How the origin moves.</param>
/// <param name="Heading">Level unit vector ahead.</param>
public readonly record struct Reference(Vec3 Origin, Vec3 Velocity, Vec3 Heading)
{
    /// <summary>The frame <paramref name="seconds"/> later when it goes on as it does now.</summary>
    public Reference After(double seconds) => this with { Origin = Origin + (Velocity * seconds) };
}
