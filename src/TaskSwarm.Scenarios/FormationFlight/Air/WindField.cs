using TaskSwarm.Kernel.World;

namespace TaskSwarm.Scenarios.FormationFlight.Air;

/// <summary>
/// Wind: a steady mean plus gusts that are a pure function of place, time and seed, so every drone at one place
/// feels the same air and no order of asking matters. Gusts are lattice noise carried along by the mean wind
/// (Taylor's hypothesis of frozen turbulence) that also changes slowly by itself.
/// </summary>
/// <remarks>Smooth in place and time, bounded, two octaves; it has no measured spectrum (a Dryden filter has one,
/// but ties the gusts to one body's path, and neighbours would not feel the same gust).</remarks>
public sealed class WindField
{
    private readonly ulong _seed;
    private readonly double _perScale;
    private readonly double _perPersistence;

    /// <summary>Makes a wind field.</summary>
    /// <param name="mean">Steady wind, m/s, the direction into which it blows.</param>
    /// <param name="gust">Largest deviation on each axis, m/s (>= 0); half of it vertically.</param>
    /// <param name="scale">Size of a gust, m (> 0).</param>
    /// <param name="persistence">Time in which the pattern changes by itself, s (> 0).</param>
    /// <param name="seed">Pattern of the gusts.</param>
    public WindField(Vec3 mean, double gust, double scale, double persistence, ulong seed)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(gust);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(scale);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(persistence);
        (Mean, Gust, _perScale, _perPersistence, _seed) = (mean, gust, 1 / scale, 1 / persistence, seed);
    }

    /// <summary>Still air.</summary>
    public static WindField Calm { get; } = new(Vec3.Zero, 0, 1, 1, 0);

    /// <summary>The steady part, m/s.</summary>
    public Vec3 Mean { get; }

    /// <summary>Largest deviation on each level axis, m/s.</summary>
    public double Gust { get; }

    /// <summary>The wind at a place and a time (seconds since the start), m/s.</summary>
    public Vec3 At(Vec3 position, double seconds)
    {
        if (Gust <= 0)
        {
            return Mean;
        }

        var carried = (position - (Mean * seconds)) * _perScale;
        var t = seconds * _perPersistence;
        var coarse = Noise(carried, t, _seed);
        var fine = Noise(carried * 2.7, t * 2.7, _seed ^ 0x9E3779B97F4A7C15UL);
        var noise = (coarse * (2.0 / 3)) + (fine * (1.0 / 3));
        return Mean + new Vec3(noise.X * Gust, noise.Y * Gust, noise.Z * 0.5 * Gust);
    }

    private static Vec3 Noise(Vec3 at, double t, ulong seed)
    {
        var (x, fx) = Cell(at.X);
        var (y, fy) = Cell(at.Y);
        var (z, fz) = Cell(at.Z);
        var (w, fw) = Cell(t);
        var sum = Vec3.Zero;
        for (var corner = 0; corner < 16; corner++)
        {
            var (bx, by, bz, bw) = (corner & 1, (corner >> 1) & 1, (corner >> 2) & 1, corner >> 3);
            var weight = Share(fx, bx) * Share(fy, by) * Share(fz, bz) * Share(fw, bw);
            sum += Lattice(x + bx, y + by, z + bz, w + bw, seed) * weight;
        }

        return sum;
    }

    private static double Share(double fraction, int side) => side == 1 ? fraction : 1 - fraction;

    /// <summary>Lattice cell and faded fraction; 6f^5 - 15f^4 + 10f^3 has no kink at the cell's border.</summary>
    private static (long Cell, double Fraction) Cell(double value)
    {
        var floor = Math.Floor(value);
        var f = value - floor;
        return ((long)floor, f * f * f * ((f * ((f * 6) - 15)) + 10));
    }

    private static Vec3 Lattice(long x, long y, long z, long w, ulong seed)
    {
        var h = Mix(seed ^ Mix((ulong)x ^ Mix((ulong)y ^ Mix((ulong)z ^ Mix((ulong)w)))));
        // Three fields of 21 bits, each mapped to [-1, 1].
        return new Vec3(Unit(h), Unit(h >> 21), Unit(h >> 42));
    }

    private static double Unit(ulong bits) => ((bits & 0x1FFFFF) * (2.0 / 0x1FFFFF)) - 1;

    /// <summary>Finaliser of SplitMix64 (Steele, Lea and Flood 2014).</summary>
    private static ulong Mix(ulong z)
    {
        z += 0x9E3779B97F4A7C15UL;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }
}
