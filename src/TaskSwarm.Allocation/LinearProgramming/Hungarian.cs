namespace TaskSwarm.Allocation.LinearProgramming;

/// <summary>Linear assignment by shortest augmenting paths (Kuhn 1955; Jonker and Volgenant 1987): O(rows^2 * columns).
/// </summary>
internal static class Hungarian
{
    /// <summary>For each row a column of its own so that the sum is least.</summary>
    /// <param name="price">Finite; no more rows than columns.</param>
    public static int[] Solve(double[,] price)
    {
        (int rows, int columns) = (price.GetLength(0), price.GetLength(1));
        double[] rowPrice = new double[rows + 1], columnPrice = new double[columns + 1];
        int[] rowOf = new int[columns + 1], way = new int[columns + 1];
        for (int row = 1; row <= rows; row++)
        {
            rowOf[0] = row;
            int column = 0;
            double[] least = new double[columns + 1];
            Array.Fill(least, double.PositiveInfinity);
            bool[] seen = new bool[columns + 1];
            do
            {
                seen[column] = true;
                (double delta, int next) = (double.PositiveInfinity, 0);
                for (int j = 1; j <= columns; j++)
                {
                    if (seen[j])
                    {
                        continue;
                    }

                    double reduced = price[rowOf[column] - 1, j - 1] - rowPrice[rowOf[column]] - columnPrice[j];
                    (least[j], way[j]) = reduced < least[j] ? (reduced, column) : (least[j], way[j]);
                    (delta, next) = least[j] < delta ? (least[j], j) : (delta, next);
                }

                for (int j = 0; j <= columns; j++)
                {
                    rowPrice[rowOf[j]] += seen[j] ? delta : 0;
                    columnPrice[j] -= seen[j] ? delta : 0;
                    least[j] -= seen[j] ? 0 : delta;
                }

                column = next;
            }
            while (rowOf[column] != 0);

            for (; column != 0; column = way[column])
            {
                rowOf[column] = rowOf[way[column]];
            }
        }

        int[] chosen = new int[rows];
        for (int j = 1; j <= columns; j++)
        {
            if (rowOf[j] > 0)
            {
                chosen[rowOf[j] - 1] = j - 1;
            }
        }

        return chosen;
    }
}
