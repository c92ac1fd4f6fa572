namespace TaskSwarm.Learning.Aggregation;

/// <summary>
/// Keeps the models that are nearest to their neighbours (Blanchard et al. 2017): a model's score is the sum of its
/// squared distances to the n - f - 2 nearest of the n - 1 others, where f is how many may lie. Krum takes the one with
/// the least score, multi-Krum the mean of some; of equal scores the earlier.
/// </summary>
/// <remarks>Models count the same whatever examples they claim. Work grows with the square of the models.</remarks>
public sealed class Krum : IAggregationRule
{
    private readonly int _liars;
    private readonly int _kept;

    /// <summary>Makes the rule.</summary>
    /// <param name="liars">f, not below zero: the most models that may be false.</param>
    /// <param name="kept">Models whose mean is taken, above zero: 1 for Krum, more for multi-Krum.</param>
    public Krum(int liars, int kept = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(liars);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(kept);
        _liars = liars;
        _kept = kept;
    }

    /// <summary>The fewest models that the rule takes: 2 f + 3, and f more than it keeps.</summary>
    public int Fewest => Math.Max((2 * _liars) + 3, _liars + _kept);

    /// <summary>Which models it keeps.</summary>
    /// <param name="updates">At least <see cref="Fewest"/>, all of one shape.</param>
    /// <returns>Their places in the list, in rising order.</returns>
    /// <exception cref="ArgumentException">There are too few, or they differ in length.</exception>
    public IReadOnlyList<int> Choose(IReadOnlyList<ModelUpdate> updates)
    {
        UpdateList.Check(updates);
        if (updates.Count < Fewest)
        {
            throw new ArgumentException(
                $"{updates.Count} models are too few to keep {_kept} where {_liars} may be false: it takes {Fewest}.",
                nameof(updates));
        }

        int count = updates.Count;
        double[] distances = PairDistances.Squared(updates);
        double[] scores = [.. Enumerable.Range(0, count).Select(i => Score(distances, count, i))];
        return [.. Enumerable.Range(0, count).OrderBy(i => scores[i]).ThenBy(i => i).Take(_kept).Order()];
    }

    /// <inheritdoc/>
    public float[] Aggregate(IReadOnlyList<ModelUpdate> updates)
    {
        IReadOnlyList<int> chosen = Choose(updates);
        return UpdateList.Mean(
            [.. chosen.Select(i => updates[i].Parameters)], [.. Enumerable.Repeat(1, chosen.Count)]);
    }

    private double Score(double[] distances, int count, int model)
    {
        double[] others = [.. distances.AsSpan(model * count, model), .. distances.AsSpan(
            (model * count) + model + 1, count - model - 1)];
        Array.Sort(others);
        double sum = 0;
        for (int i = 0; i < count - _liars - 2; i++)
        {
            sum += others[i];
        }

        return sum;
    }
}
