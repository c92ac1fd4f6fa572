using TaskSwarm.Kernel.World;

namespace TaskSwarm.Scenarios.FormationFlight.Air;

/// <summary>A ball.</summary>
/// <param name="Centre">Middle, m.</param>
/// <param name="Radius">Radius, m (> 0).</param>
public sealed record SphereObstacle(Vec3 Centre, double Radius) : Obstacle
{
    /// <inheritdoc/>
    public override Vec3 Nearest(Vec3 position) => Centre + (position - Centre).ClampLength(Radius);

    /// <inheritdoc/>
    public override IReadOnlyList<Vec3> Outline() => CircleOutline(Centre, Radius);
}
