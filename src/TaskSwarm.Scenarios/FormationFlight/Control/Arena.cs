using TaskSwarm.Kernel.World;

namespace TaskSwarm.Scenarios.FormationFlight.Control;

/// <summary>A square of ground, aligned with the axes, that a flock must not leave.</summary>
/// <param name="Centre">Middle, m.</param>
/// <param name="Side">Length of a side, m (> 0).</param>
public sealed record Arena(Vec3 Centre, double Side)
{
    /// <summary>Inward normal of each wall and the distance to it, m; zero at or beyond the wall.</summary>
    public IEnumerable<(Vec3 Inward, double Distance)> Walls(Vec3 position)
    {
        var half = Side / 2;
        var from = position - Centre;
        yield return (new Vec3(1, 0, 0), Math.Max(0, from.X + half));
        yield return (new Vec3(-1, 0, 0), Math.Max(0, half - from.X));
        yield return (new Vec3(0, 1, 0), Math.Max(0, from.Y + half));
        yield return (new Vec3(0, -1, 0), Math.Max(0, half - from.Y));
    }

    /// <summary>How far outside the arena a position is, m; zero inside.</summary>
    public double Penetration(Vec3 position)
    {
        var from = position - Centre;
        var outside = new Vec3(
            Math.Max(0, Math.Abs(from.X) - (Side / 2)), Math.Max(0, Math.Abs(from.Y) - (Side / 2)), 0);
        return outside.Length;
    }
}
