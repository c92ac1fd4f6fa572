namespace TaskSwarm.Learning.Tests.Fusion;

/// <summary>Least squares on the simplex by trying every set of weights that may be above zero.</summary>
internal static class ActiveSetSearch
{
    /// <summary>The least of w'G w / 2 - c'w that any set gives.</summary>
    public static double Least(ReadOnlySpan<double> gram, ReadOnlySpan<double> moments)
    {
        int n = moments.Length;
        double least = 0;
        for (int set = 1; set < 1 << n; set++)
        {
            int[] members = [.. Enumerable.Range(0, n).Where(i => (set >> i & 1) == 1)];
            foreach (bool full in (bool[])[false, true])
            {
                double[]? weights = Stationary(gram, moments, members, full);
                if (weights is not null && weights.All(w => w >= -1e-12) && weights.Sum() <= 1 + 1e-12)
                {
                    least = Math.Min(least, Value(gram, moments, weights));
                }
            }
        }

        return least;
    }

    public static double Value(ReadOnlySpan<double> gram, ReadOnlySpan<double> moments, IReadOnlyList<double> weights)
    {
        double value = 0;
        for (int i = 0; i < weights.Count; i++)
        {
            value -= moments[i] * weights[i];
            for (int j = 0; j < weights.Count; j++)
            {
                value += weights[i] * gram[(i * weights.Count) + j] * weights[j] / 2;
            }
        }

        return value;
    }

    /// <summary>Where the gradient on a set is zero, or equal for all when its weights must sum to 1.</summary>
    private static double[]? Stationary(
        ReadOnlySpan<double> gram, ReadOnlySpan<double> moments, int[] members, bool full)
    {
        int n = members.Length;
        int size = full ? n + 1 : n;
        var rows = new double[size][];
        for (int i = 0; i < n; i++)
        {
            rows[i] = new double[size + 1];
            for (int j = 0; j < n; j++)
            {
                rows[i][j] = gram[(members[i] * moments.Length) + members[j]];
            }

            rows[i][size] = moments[members[i]];
        }

        if (full)
        {
            rows[n] = [.. Enumerable.Repeat(1.0, n), 0, 1];
            for (int i = 0; i < n; i++)
            {
                rows[i][n] = 1;
            }
        }

        double[]? solved = Eliminate(rows, size);
        if (solved is null)
        {
            return null;
        }

        var weights = new double[moments.Length];
        for (int i = 0; i < n; i++)
        {
            weights[members[i]] = solved[i];
        }

        return weights;
    }

    /// <summary>Gauss elimination with row pivots; nothing if the matrix is singular.</summary>
    private static double[]? Eliminate(double[][] rows, int size)
    {
        double scale = rows.Max(r => r.Take(size).Max(Math.Abs));
        for (int column = 0; column < size; column++)
        {
            int pivot = Enumerable.Range(column, size - column).MaxBy(r => Math.Abs(rows[r][column]));
            if (Math.Abs(rows[pivot][column]) < 1e-12 * scale)
            {
                return null;
            }

            (rows[column], rows[pivot]) = (rows[pivot], rows[column]);
            for (int row = 0; row < size; row++)
            {
                double factor = row == column ? 0 : rows[row][column] / rows[column][column];
                for (int k = column; k <= size && factor != 0; k++)
                {
                    rows[row][k] -= factor * rows[column][k];
                }
            }
        }

        return [.. Enumerable.Range(0, size).Select(i => rows[i][size] / rows[i][i])];
    }
}
