using System.Globalization;
using System.Numerics;

namespace TaskSwarm.Scenarios.Format;

/// <summary>The two ways of bringing a number to its base unit.</summary>
internal static class QuantityScale
{
    /// <summary>The pattern of numbers that are counted exactly.</summary>
    public const string ExactNumber = @"[0-9]{1,15}(?:\.[0-9]{1,12})?";

    /// <summary>The pattern of measured numbers.</summary>
    public const string RealNumber = @"[0-9]{1,15}(?:\.[0-9]{1,17})?(?:[eE][-+]?[0-9]{1,3})?";

    /// <summary>The exact whole count of base units; null if it is not whole or does not fit 64 bits.</summary>
    public static long? Exact(string number, Unit unit)
    {
        var point = number.IndexOf('.', StringComparison.Ordinal);
        var digits = number.Replace(".", "", StringComparison.Ordinal);
        var denominator = point < 0 ? BigInteger.One : BigInteger.Pow(10, number.Length - point - 1);
        var scaled = BigInteger.Parse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture)
            * new BigInteger(unit.Size);
        var count = BigInteger.DivRem(scaled, denominator, out var rest);
        return rest.IsZero && count >= long.MinValue && count <= long.MaxValue ? (long)count : null;
    }

    /// <summary>The nearest floating-point number; null if it is not finite. Never -0.</summary>
    public static double? Real(string number, Unit unit)
    {
        var value = double.Parse(number, NumberStyles.Float, CultureInfo.InvariantCulture) * unit.Size / unit.Per;
        return double.IsFinite(value) ? value + 0.0 : null;
    }
}
