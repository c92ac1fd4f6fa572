using Google.OrTools.Graph;

namespace TaskSwarm.Allocation.LinearProgramming;

/// <summary>
/// Linear assignment by OR-Tools' cost-scaling push-relabel (Goldberg and Kennedy, Mathematical Programming 71, 1995).
/// It counts in integers and looks at no clock, so that the same prices have the same answer: prices are rounded to
/// <see cref="Steps"/> steps between the least and the greatest.
/// </summary>
internal static class LinearAssignment
{
    // Times the number of rows, and again of nodes, this stays far below 2^63.
    private const double Steps = 1e9;

    /// <summary>For each row a column of its own, so that as few as can be have an infinite price and the sum of the
    /// others is least.</summary>
    /// <param name="price">By row and column, no more rows than columns; infinite where a row cannot have a column.
    /// </param>
    public static int[] Solve(double[,] price)
    {
        int rows = price.GetLength(0);
        (double least, double most) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (double p in price)
        {
            (least, most) = double.IsFinite(p) ? (Math.Min(least, p), Math.Max(most, p)) : (least, most);
        }

        double step = most > least ? (most - least) / Steps : 1;
        using var solver = new LinearSumAssignment();
        var place = new SortedDictionary<int, int>();
        var columns = new List<int>();
        for (int row = 0; row < rows; row++)
        {
            // A row needs no more choices than there are rows: one of so many is always left to it.
            foreach (int column in Cheapest(price, row, rows))
            {
                if (place.TryAdd(column, rows + columns.Count))
                {
                    // The solver wants as many rows as columns. Each column gets a row of its own, which takes it if
                    // nobody else does, and each row a column, for the rows of the columns that are taken.
                    columns.Add(column);
                    solver.AddArcWithCost(place[column], place[column], 0);
                }

                double p = price[row, column];
                double cost = double.IsFinite(p) ? (p - least) / step : Steps * (rows + 1);
                solver.AddArcWithCost(row, place[column], (long)Math.Round(cost));
                solver.AddArcWithCost(place[column], row, 0);
            }
        }

        LinearSumAssignment.Status status = solver.Solve();
        return status == LinearSumAssignment.Status.OPTIMAL
            ? [.. Enumerable.Range(0, rows).Select(row => columns[solver.RightMate(row) - rows])]
            : throw new InvalidOperationException($"The linear assignment of [{rows}] rows ended as [{status}].");
    }

    private static IEnumerable<int> Cheapest(double[,] price, int row, int count)
    {
        int[] columns = [.. Enumerable.Range(0, price.GetLength(1))];
        double[] keys = [.. columns.Select(c => price[row, c])];
        return columns.OrderBy(c => keys[c]).ThenBy(c => c).Take(count);
    }
}
