namespace TaskSwarm.Scenarios.Logistics.Routing;

/// <summary>
/// An amount in up to four independent dimensions (weight, volume, pallets, ...), in thousandths of the scenario's
/// units. Four fixed fields instead of an array: it is copied on the hottest path, the search for an insertion.
/// </summary>
/// <param name="A">First dimension.</param>
/// <param name="B">Second dimension.</param>
/// <param name="C">Third dimension.</param>
/// <param name="D">Fourth dimension.</param>
public readonly record struct LoadVector(long A, long B = 0, long C = 0, long D = 0)
{
    /// <summary>How many dimensions a load may have.</summary>
    public const int MaxDimensions = 4;

    /// <summary>Thousandths in one unit of a scenario file.</summary>
    public const long Scale = 1000;

    /// <summary>Nothing at all.</summary>
    public static LoadVector Zero => default;

    /// <summary>The amount in one dimension, 0 to 3.</summary>
    public long this[int dimension] => dimension switch
    {
        0 => A,
        1 => B,
        2 => C,
        3 => D,
        _ => throw new ArgumentOutOfRangeException(
            nameof(dimension), $"A load has dimensions 0 to {MaxDimensions - 1}, got [{dimension}]."),
    };

    /// <summary>A vector of up to four amounts, the rest zero.</summary>
    public static LoadVector Of(ReadOnlySpan<long> amounts)
    {
        if (amounts.Length > MaxDimensions)
        {
            throw new ArgumentException($"A load has at most {MaxDimensions} dimensions, got [{amounts.Length}].");
        }

        Span<long> all = [0, 0, 0, 0];
        amounts.CopyTo(all);
        return new LoadVector(all[0], all[1], all[2], all[3]);
    }

    /// <summary>True if every dimension is at most that of <paramref name="capacity"/>.</summary>
    public bool FitsIn(in LoadVector capacity) =>
        A <= capacity.A && B <= capacity.B && C <= capacity.C && D <= capacity.D;

    /// <summary>True if no dimension is negative.</summary>
    public bool IsNonNegative => A >= 0 && B >= 0 && C >= 0 && D >= 0;

    /// <summary>The share of a capacity in the dimension that is fullest.</summary>
    internal double ShareOf(in LoadVector capacity)
    {
        var share = 0.0;
        for (var d = 0; d < MaxDimensions; d++)
        {
            share = capacity[d] > 0 ? Math.Max(share, this[d] / (double)capacity[d]) : share;
        }

        return share;
    }

    /// <summary>Sum, dimension by dimension.</summary>
    public static LoadVector operator +(in LoadVector x, in LoadVector y) =>
        new(x.A + y.A, x.B + y.B, x.C + y.C, x.D + y.D);

    /// <summary>Difference, dimension by dimension.</summary>
    public static LoadVector operator -(in LoadVector x, in LoadVector y) =>
        new(x.A - y.A, x.B - y.B, x.C - y.C, x.D - y.D);

    /// <summary>The negative, dimension by dimension.</summary>
    public static LoadVector operator -(in LoadVector x) => new(-x.A, -x.B, -x.C, -x.D);

    /// <summary>Sum, dimension by dimension.</summary>
    public static LoadVector Add(in LoadVector x, in LoadVector y) => x + y;

    /// <summary>Difference, dimension by dimension.</summary>
    public static LoadVector Subtract(in LoadVector x, in LoadVector y) => x - y;

    /// <summary>The negative, dimension by dimension.</summary>
    public static LoadVector Negate(in LoadVector x) => -x;
}
