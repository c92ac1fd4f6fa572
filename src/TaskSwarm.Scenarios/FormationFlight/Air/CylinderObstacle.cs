using TaskSwarm.Kernel.World;
using TaskSwarm.Scenarios.FormationFlight.Flight;

namespace TaskSwarm.Scenarios.FormationFlight.Air;

/// <summary>An upright cylinder: a mast, a tree, a chimney.</summary>
/// <param name="Base">Middle of the lower disc, m.</param>
/// <param name="Radius">Radius, m (> 0).</param>
/// <param name="Height">Height above the base, m (> 0).</param>
public sealed record CylinderObstacle(Vec3 Base, double Radius, double Height) : Obstacle
{
    /// <inheritdoc/>
    public override Vec3 Nearest(Vec3 position)
    {
        var level = Base + VectorMath.Horizontal(position - Base).ClampLength(Radius);
        return new Vec3(level.X, level.Y, Math.Clamp(position.Z, Base.Z, Base.Z + Height));
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Vec3> Outline() => CircleOutline(Base, Radius);
}
