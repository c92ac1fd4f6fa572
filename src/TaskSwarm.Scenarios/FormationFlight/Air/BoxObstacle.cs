using TaskSwarm.Kernel.World;

namespace TaskSwarm.Scenarios.FormationFlight.Air;

/// <summary>A box along the axes: a house, a wall.</summary>
/// <param name="Low">Corner with the smallest coordinates, m.</param>
/// <param name="High">Corner with the largest coordinates, m.</param>
public sealed record BoxObstacle(Vec3 Low, Vec3 High) : Obstacle
{
    /// <inheritdoc/>
    public override Vec3 Nearest(Vec3 position) => new(
        Math.Clamp(position.X, Low.X, High.X),
        Math.Clamp(position.Y, Low.Y, High.Y),
        Math.Clamp(position.Z, Low.Z, High.Z));

    /// <inheritdoc/>
    public override IReadOnlyList<Vec3> Outline() =>
    [
        Low,
        new Vec3(High.X, Low.Y, Low.Z),
        new Vec3(High.X, High.Y, Low.Z),
        new Vec3(Low.X, High.Y, Low.Z),
    ];
}
