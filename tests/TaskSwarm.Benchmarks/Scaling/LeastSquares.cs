namespace TaskSwarm.Benchmarks.Scaling;

/// <summary>
/// Least squares of relative errors with coefficients that are not negative: a cost is none. Terms that would be
/// negative are left out, the most negative first, and the rest is fitted again (normal equations).
/// </summary>
internal sealed class LeastSquares
{
    private readonly int[] _used;
    private readonly double[,] _inverse;

    /// <summary>Fits.</summary>
    /// <param name="rows">The terms at each point.</param>
    /// <param name="values">What was measured there.</param>
    public LeastSquares(IReadOnlyList<double[]> rows, IReadOnlyList<double> values)
    {
        double[][] scaled = [.. rows.Select((row, i) => row.Select(x => x / values[i]).ToArray())];
        int terms = rows[0].Length;
        List<int> used = [.. Enumerable.Range(0, terms)];
        while (true)
        {
            _inverse = Invert(Normal(scaled, used));
            double[] fitted = Solve(scaled, used, _inverse);
            int worst = Array.IndexOf(fitted, fitted.Min());
            if (fitted[worst] >= 0)
            {
                Coefficients = new double[terms];
                for (int i = 0; i < used.Count; i++)
                {
                    Coefficients[used[i]] = fitted[i];
                }

                break;
            }

            used.RemoveAt(worst);
        }

        _used = [.. used];
        double squares = scaled.Sum(row => Math.Pow(row.Zip(Coefficients, (x, c) => x * c).Sum() - 1, 2));
        Scatter = Math.Sqrt(squares / Math.Max(1, rows.Count - used.Count));
    }

    /// <summary>The coefficients.</summary>
    public double[] Coefficients { get; }

    /// <summary>Standard deviation of the relative error of a point.</summary>
    public double Scatter { get; }

    /// <summary>Standard error of a coefficient.</summary>
    public double ErrorOf(int term)
    {
        int at = Array.IndexOf(_used, term);
        return at < 0 ? 0 : Scatter * Math.Sqrt(_inverse[at, at]);
    }

    /// <summary>The value at a point, and the standard deviation of a measurement there: of the fit and a point about
    /// it together.</summary>
    public (double Value, double Deviation) At(double[] row)
    {
        double value = row.Zip(Coefficients, (x, c) => x * c).Sum();
        double variance = 0;
        for (int i = 0; i < _used.Length; i++)
        {
            for (int j = 0; j < _used.Length; j++)
            {
                variance += row[_used[i]] * _inverse[i, j] * row[_used[j]];
            }
        }

        return (value, Scatter * Math.Sqrt(variance + (value * value)));
    }

    private static double[,] Normal(double[][] rows, List<int> used)
    {
        var normal = new double[used.Count, used.Count];
        for (int i = 0; i < used.Count; i++)
        {
            for (int j = 0; j < used.Count; j++)
            {
                normal[i, j] = rows.Sum(row => row[used[i]] * row[used[j]]);
            }
        }

        return normal;
    }

    private static double[] Solve(double[][] rows, List<int> used, double[,] inverse)
    {
        double[] right = [.. used.Select(u => rows.Sum(row => row[u]))];
        return [.. used.Select((_, i) => right.Select((r, j) => inverse[i, j] * r).Sum())];
    }

    /// <summary>Gauss and Jordan, with the largest pivot; columns are brought to one size first.</summary>
    private static double[,] Invert(double[,] matrix)
    {
        int n = matrix.GetLength(0);
        double[] size = [.. Enumerable.Range(0, n).Select(i => Math.Sqrt(matrix[i, i]))];
        var work = new double[n, 2 * n];
        for (int i = 0; i < n; i++)
        {
            work[i, n + i] = 1;
            for (int j = 0; j < n; j++)
            {
                work[i, j] = matrix[i, j] / (size[i] * size[j]);
            }
        }

        for (int at = 0; at < n; at++)
        {
            int pivot = Enumerable.Range(at, n - at).MaxBy(i => Math.Abs(work[i, at]));
            double by = work[pivot, at];
            for (int j = 0; j < 2 * n; j++)
            {
                (work[at, j], work[pivot, j]) = (work[pivot, j] / by, pivot == at ? work[at, j] / by : work[at, j]);
            }

            foreach (int i in Enumerable.Range(0, n).Where(i => i != at))
            {
                double factor = work[i, at];
                for (int j = 0; j < 2 * n; j++)
                {
                    work[i, j] -= factor * work[at, j];
                }
            }
        }

        var inverse = new double[n, n];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                inverse[i, j] = work[i, n + j] / (size[i] * size[j]);
            }
        }

        return inverse;
    }
}
