namespace TaskSwarm.Learning.Aggregation;

/// <summary>Of each parameter the median of all models (Yin et al. 2018, option I); of an even number the mean of the
/// two in the middle. It holds against liars as long as they are fewer than half.</summary>
/// <remarks>Models count the same whatever examples they claim.</remarks>
public sealed class CoordinateMedian : IAggregationRule
{
    /// <inheritdoc/>
    public int Fewest => 1;

    /// <inheritdoc/>
    public float[] Aggregate(IReadOnlyList<ModelUpdate> updates)
    {
        var median = new float[UpdateList.Check(updates)];
        var sort = new CoordinateSort(updates.Count);
        int low = (updates.Count - 1) / 2;
        int high = updates.Count / 2;
        for (int from = 0; from < median.Length; from += CoordinateSort.Block)
        {
            int width = Math.Min(CoordinateSort.Block, median.Length - from);
            sort.Sort(updates, from, width);
            for (int i = 0; i < width; i++)
            {
                median[from + i] = low == high
                    ? sort.At(low, i)
                    : (float)(((double)sort.At(low, i) + sort.At(high, i)) / 2);
            }
        }

        return median;
    }
}
