namespace TaskSwarm.Learning.Aggregation;

/// <summary>What all rules ask of updates, and the mean of some of them.</summary>
internal static class UpdateList
{
    /// <summary>Parameters that are summed before the next ones: they stay in the processor's nearest cache.</summary>
    private const int Block = 2048;

    /// <summary>Checks that updates are models of one shape.</summary>
    /// <returns>How many parameters each has.</returns>
    public static int Check(IReadOnlyList<ModelUpdate> updates)
    {
        ArgumentNullException.ThrowIfNull(updates);
        ArgumentOutOfRangeException.ThrowIfZero(updates.Count, nameof(updates));
        int length = updates[0].Parameters.Length;
        for (int i = 1; i < updates.Count; i++)
        {
            if (updates[i].Parameters.Length != length)
            {
                throw new ArgumentException(
                    $"Update {i} has {updates[i].Parameters.Length} parameters and update 0 {length}.",
                    nameof(updates));
            }
        }

        return length;
    }

    /// <summary>sum weight x / sum weight, in double precision and in the order given.</summary>
    /// <param name="models">At least one, of one length.</param>
    /// <param name="weights">One for each, not negative, not all zero.</param>
    public static float[] Mean(IReadOnlyList<float[]> models, IReadOnlyList<int> weights)
    {
        double total = 0;
        foreach (int weight in weights)
        {
            total += weight;
        }

        var mean = new float[models[0].Length];
        var sums = new double[Block];
        for (int from = 0; from < mean.Length; from += Block)
        {
            Span<double> sum = sums.AsSpan(0, Math.Min(Block, mean.Length - from));
            sum.Clear();
            for (int model = 0; model < models.Count; model++)
            {
                double weight = weights[model];
                ReadOnlySpan<float> values = models[model].AsSpan(from, sum.Length);
                for (int i = 0; i < sum.Length; i++)
                {
                    sum[i] += weight * values[i];
                }
            }

            for (int i = 0; i < sum.Length; i++)
            {
                mean[from + i] = (float)(sum[i] / total);
            }
        }

        return mean;
    }
}
