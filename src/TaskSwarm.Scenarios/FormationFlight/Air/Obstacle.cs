using TaskSwarm.Kernel.World;

namespace TaskSwarm.Scenarios.FormationFlight.Air;

/// <summary>A convex solid that drones must not touch.</summary>
public abstract record Obstacle
{
    /// <summary>Name in messages and pictures.</summary>
    public required string Name { get; init; }

    /// <summary>The point of the solid's surface or inside that is nearest to <paramref name="position"/>;
    /// the position itself when it is inside.</summary>
    public abstract Vec3 Nearest(Vec3 position);

    /// <summary>Distance to the surface, m; zero inside.</summary>
    public double Distance(Vec3 position) => (position - Nearest(position)).Length;

    /// <summary>Level outline for a picture, metres, first point not repeated.</summary>
    public abstract IReadOnlyList<Vec3> Outline();

    /// <summary>A regular polygon that stands for a circle in <see cref="Outline"/>.</summary>
    protected static IReadOnlyList<Vec3> CircleOutline(Vec3 centre, double radius)
    {
        const int Corners = 24;
        return
        [
            .. Enumerable.Range(0, Corners).Select(k => centre + new Vec3(
                radius * Math.Cos(2 * Math.PI * k / Corners), radius * Math.Sin(2 * Math.PI * k / Corners), 0)),
        ];
    }
}
