using TaskSwarm.Kernel.World;

namespace TaskSwarm.Scenarios.FormationFlight.Flight;

/// <summary>The vector operations that flight needs beside the kernel's own.</summary>
public static class VectorMath
{
    /// <summary>The straight-up direction.</summary>
    public static Vec3 Up => new(0, 0, 1);

    /// <summary>Vector of length one along <paramref name="v"/>, or <paramref name="otherwise"/> when
    /// <paramref name="v"/> is too short to have a direction.</summary>
    public static Vec3 DirectionOr(Vec3 v, Vec3 otherwise)
    {
        var length = v.Length;
        return length > 1e-9 ? v * (1.0 / length) : otherwise;
    }

    /// <summary>The part of the vector in the ground plane.</summary>
    public static Vec3 Horizontal(Vec3 v) => new(v.X, v.Y, 0);

    /// <summary>
    /// Turns an offset given in the formation's own frame (x ahead, y to the left, z up) into the world's,
    /// where <paramref name="heading"/> is the level unit vector that points ahead. A rotation by a unit vector
    /// needs no sine or cosine, so it is the same to the last bit on every platform.
    /// </summary>
    public static Vec3 Turn(Vec3 offset, Vec3 heading) => new(
        (offset.X * heading.X) - (offset.Y * heading.Y),
        (offset.X * heading.Y) + (offset.Y * heading.X),
        offset.Z);

    /// <summary>Linear blend: <paramref name="a"/> at 0, <paramref name="b"/> at 1.</summary>
    public static Vec3 Blend(Vec3 a, Vec3 b, double share) => a + ((b - a) * share);

    /// <summary>Level direction to the right of <paramref name="ahead"/> as seen from above.</summary>
    public static Vec3 RightOf(Vec3 ahead) => new(ahead.Y, -ahead.X, 0);
}
