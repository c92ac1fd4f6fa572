namespace TaskSwarm.Learning.Aggregation;

/// <summary>Of each parameter the mean of what is left when the lowest and the highest are cut off (Yin et al. 2018,
/// option II). It holds against a share of liars up to what is cut off at an end.</summary>
/// <remarks>Models count the same whatever examples they claim. Sums run from the lowest to the highest, in double
/// precision.</remarks>
public sealed class TrimmedMean : IAggregationRule
{
    private readonly double _share;

    /// <summary>Makes the rule.</summary>
    /// <param name="share">Share of models that is cut off at each end, from 0 to below 0.5; rounded down to whole
    /// models.</param>
    /// <exception cref="ArgumentOutOfRangeException">The share is outside.</exception>
    public TrimmedMean(double share)
    {
        if (!(share is >= 0 and < 0.5))
        {
            throw new ArgumentOutOfRangeException(nameof(share), share, "The share is from 0 to below 0.5.");
        }

        _share = share;
    }

    /// <summary>How many of so many models are cut off at each end.</summary>
    /// <param name="count">Number of models.</param>
    public int CutOff(int count)
    {
        // A share such as 0.29 is a little less than it says: of 100 it would be 28.
        int cut = (int)((_share * count) + 1e-9);
        return Math.Min(cut, (count - 1) / 2);
    }

    /// <inheritdoc/>
    public int Fewest => 1;

    /// <inheritdoc/>
    public float[] Aggregate(IReadOnlyList<ModelUpdate> updates)
    {
        var mean = new float[UpdateList.Check(updates)];
        var sort = new CoordinateSort(updates.Count);
        int cut = CutOff(updates.Count);
        int kept = updates.Count - (2 * cut);
        for (int from = 0; from < mean.Length; from += CoordinateSort.Block)
        {
            int width = Math.Min(CoordinateSort.Block, mean.Length - from);
            sort.Sort(updates, from, width);
            for (int i = 0; i < width; i++)
            {
                double sum = 0;
                for (int rank = cut; rank < cut + kept; rank++)
                {
                    sum += sort.At(rank, i);
                }

                mean[from + i] = (float)(sum / kept);
            }
        }

        return mean;
    }
}
