using System.Globalization;

namespace TaskSwarm.Kernel.World;

/// <summary>A point, displacement or velocity in three dimensions (metres, or metres per second).</summary>
public readonly record struct Vec3(double X, double Y, double Z)
{
    /// <summary>The origin.</summary>
    public static readonly Vec3 Zero;

    /// <summary>Squared Euclidean length.</summary>
    public double LengthSquared => (X * X) + (Y * Y) + (Z * Z);

    /// <summary>Euclidean length.</summary>
    public double Length => Math.Sqrt(LengthSquared);

    /// <summary>Whether no component is infinite or NaN.</summary>
    public bool IsFinite => double.IsFinite(X) && double.IsFinite(Y) && double.IsFinite(Z);

    /// <summary>The vector of length 1 in the same direction; zero stays zero.</summary>
    public Vec3 Normalized()
    {
        double length = Length;
        return length > 0 ? this * (1 / length) : Zero;
    }

    /// <summary>The same direction with a length of at most <paramref name="limit"/>.</summary>
    public Vec3 ClampLength(double limit)
    {
        double squared = LengthSquared;
        return squared <= limit * limit ? this : this * (limit / Math.Sqrt(squared));
    }

    /// <summary>Scalar product.</summary>
    public double Dot(Vec3 other) => (X * other.X) + (Y * other.Y) + (Z * other.Z);

    /// <summary>Cross product.</summary>
    public Vec3 Cross(Vec3 o) => new((Y * o.Z) - (Z * o.Y), (Z * o.X) - (X * o.Z), (X * o.Y) - (Y * o.X));

    /// <summary>Distance to another point.</summary>
    public double DistanceTo(Vec3 other) => (this - other).Length;

    /// <summary>For people: three decimals.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"({X:0.###}, {Y:0.###}, {Z:0.###})");

    /// <summary>Sum.</summary>
    public static Vec3 operator +(Vec3 a, Vec3 b) => new(a.X + b.X, a.Y + b.Y, a.Z + b.Z);

    /// <summary>Difference.</summary>
    public static Vec3 operator -(Vec3 a, Vec3 b) => new(a.X - b.X, a.Y - b.Y, a.Z - b.Z);

    /// <summary>Opposite.</summary>
    public static Vec3 operator -(Vec3 a) => new(-a.X, -a.Y, -a.Z);

    /// <summary>Scaled.</summary>
    public static Vec3 operator *(Vec3 a, double s) => new(a.X * s, a.Y * s, a.Z * s);

    /// <summary>Scaled.</summary>
    public static Vec3 operator *(double s, Vec3 a) => a * s;

    /// <summary>Divided.</summary>
    public static Vec3 operator /(Vec3 a, double s) => new(a.X / s, a.Y / s, a.Z / s);
}
