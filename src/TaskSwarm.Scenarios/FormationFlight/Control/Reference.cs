using TaskSwarm.Kernel.World;
using TaskSwarm.Scenarios.FormationFlight.Flight;

namespace TaskSwarm.Scenarios.FormationFlight.Control;

/// <summary>
/// The frame that a formation hangs on: a moving origin and the level direction that counts as ahead.
/// </summary>
/// <param name="Origin">Where the frame's origin is, m.</param>
/// <param name="Velocity">How the origin moves, m/s.</param>
/// <param name="Heading">Level unit vector ahead.</param>
/// <param name="TurnRate">How fast the heading turns to the left, rad/s.</param>
public readonly record struct Reference(Vec3 Origin, Vec3 Velocity, Vec3 Heading, double TurnRate)
{
    /// <summary>The frame <paramref name="seconds"/> later when it goes on as it does now.</summary>
    public Reference After(double seconds) => this with
    {
        Origin = Origin + (Velocity * seconds),
        Heading = VectorMath.DirectionOr(Heading + (LeftOfHeading * (TurnRate * seconds)), Heading),
    };

    /// <summary>Where a slot with <paramref name="offset"/> is, m.</summary>
    public Vec3 Place(Vec3 offset) => Origin + VectorMath.Turn(offset, Heading);

    /// <summary>How a slot with <paramref name="offset"/> moves, its share of the turn included, m/s.</summary>
    public Vec3 VelocityAt(Vec3 offset)
    {
        var arm = VectorMath.Turn(offset, Heading);
        return Velocity + new Vec3(-arm.Y * TurnRate, arm.X * TurnRate, 0);
    }

    private Vec3 LeftOfHeading => new(-Heading.Y, Heading.X, 0);
}
