using TaskSwarm.Kernel.World;

namespace TaskSwarm.Scenarios.FormationFlight.Shapes;

/// <summary>How far drones are from where they should be.</summary>
public static class FormationError
{
    /// <summary>Root of the mean squared distance between positions and their targets, m; 0 for none.</summary>
    public static double Rms(IReadOnlyList<Vec3> positions, IReadOnlyList<Vec3> targets)
    {
        var sum = 0.0;
        for (var i = 0; i < positions.Count; i++)
        {
            sum += (positions[i] - targets[i]).LengthSquared;
        }

        return positions.Count == 0 ? 0 : Math.Sqrt(sum / positions.Count);
    }

    /// <summary>
    /// The same against the formation moved to where it fits best without turning: the shape's error, whatever the
    /// place. The best origin is the mean of position minus offset.
    /// </summary>
    public static double ShapeRms(IReadOnlyList<Vec3> positions, IReadOnlyList<Vec3> offsets)
    {
        if (positions.Count == 0)
        {
            return 0;
        }

        var origin = BestOrigin(positions, offsets);
        return Rms(positions, [.. offsets.Take(positions.Count).Select(o => origin + o)]);
    }

    /// <summary>The origin that makes the squared error least: mean of position minus offset.</summary>
    public static Vec3 BestOrigin(IReadOnlyList<Vec3> positions, IReadOnlyList<Vec3> offsets)
    {
        var sum = Vec3.Zero;
        for (var i = 0; i < positions.Count; i++)
        {
            sum += positions[i] - offsets[i];
        }

        return positions.Count == 0 ? sum : sum * (1.0 / positions.Count);
    }
}
