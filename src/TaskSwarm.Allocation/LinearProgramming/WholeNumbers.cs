namespace TaskSwarm.Allocation.LinearProgramming;

/// <summary>Factors that make numbers whole, since CP-SAT counts in integers alone.</summary>
internal static class WholeNumbers
{
    private const int MostDigits = 9;

    /// <summary>The smallest power of ten that makes all numbers whole up to rounding; null if none does.</summary>
    public static double? Factor(IReadOnlyCollection<double> numbers)
    {
        double factor = 1;
        for (int digits = 0; digits <= MostDigits; digits++, factor *= 10)
        {
            if (numbers.All(n => IsWhole(n * factor)))
            {
                return factor;
            }
        }

        return null;
    }

    /// <summary>The greatest common divisor of all amounts that are not 0; 1 if there are none.</summary>
    public static long Divisor(IEnumerable<long> amounts)
    {
        long divisor = 0;
        foreach (long amount in amounts)
        {
            (long a, long b) = (Math.Abs(amount), divisor);
            while (b != 0)
            {
                (a, b) = (b, a % b);
            }

            divisor = a;
        }

        return Math.Max(1, divisor);
    }

    private static bool IsWhole(double n) => Math.Abs(n - Math.Round(n)) <= 1e-9 * Math.Max(1, Math.Abs(n));
}
