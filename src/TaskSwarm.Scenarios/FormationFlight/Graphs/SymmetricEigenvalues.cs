namespace TaskSwarm.Scenarios.FormationFlight.Graphs;

/// <summary>
/// Eigenvalues of a symmetric matrix by the cyclic Jacobi method (Golub and Van Loan, Matrix Computations, 4th ed.,
/// 8.5): rotations in a fixed order until nothing is left beside the diagonal. O(n^3) a sweep, a handful of sweeps;
/// uses only + - * / and square roots, so the result is the same on every platform.
/// </summary>
public static class SymmetricEigenvalues
{
    private const int MaxSweeps = 100;

    /// <summary>All eigenvalues in rising order.</summary>
    /// <exception cref="InvalidOperationException">The sweeps did not converge (the matrix holds no numbers).
    /// </exception>
    public static double[] Of(double[,] symmetric)
    {
        var a = (double[,])symmetric.Clone();
        var n = a.GetLength(0);
        var goal = 1e-30 * Math.Max(1, SquaredNorm(a));
        for (var sweep = 0; OffDiagonal(a) > goal; sweep++)
        {
            if (sweep == MaxSweeps)
            {
                throw new InvalidOperationException($"Eigenvalues of a {n} x {n} matrix did not converge.");
            }

            Sweep(a);
        }

        return [.. Enumerable.Range(0, n).Select(i => a[i, i]).Order()];
    }

    private static void Sweep(double[,] a)
    {
        var n = a.GetLength(0);
        for (var p = 0; p < n - 1; p++)
        {
            for (var q = p + 1; q < n; q++)
            {
                if (a[p, q] != 0)
                {
                    Rotate(a, p, q);
                }
            }
        }
    }

    /// <summary>Turns rows and columns p and q so that a[p, q] becomes zero.</summary>
    private static void Rotate(double[,] a, int p, int q)
    {
        var theta = (a[q, q] - a[p, p]) / (2 * a[p, q]);
        var t = (theta >= 0 ? 1 : -1) / (Math.Abs(theta) + Math.Sqrt((theta * theta) + 1));
        var c = 1 / Math.Sqrt((t * t) + 1);
        var s = t * c;
        var n = a.GetLength(0);
        for (var k = 0; k < n; k++)
        {
            (a[k, p], a[k, q]) = ((c * a[k, p]) - (s * a[k, q]), (s * a[k, p]) + (c * a[k, q]));
        }

        for (var k = 0; k < n; k++)
        {
            (a[p, k], a[q, k]) = ((c * a[p, k]) - (s * a[q, k]), (s * a[p, k]) + (c * a[q, k]));
        }

        // What rounding leaves of the annihilated pair would keep the sweeps from ending.
        a[p, q] = a[q, p] = 0;
    }

    private static double SquaredNorm(double[,] a)
    {
        var sum = 0.0;
        foreach (var value in a)
        {
            sum += value * value;
        }

        return sum;
    }

    private static double OffDiagonal(double[,] a)
    {
        var sum = 0.0;
        for (var i = 0; i < a.GetLength(0); i++)
        {
            for (var j = 0; j < i; j++)
            {
                sum += a[i, j] * a[i, j];
            }
        }

        return sum;
    }
}
