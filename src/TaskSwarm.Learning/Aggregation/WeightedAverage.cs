namespace TaskSwarm.Learning.Aggregation;

/// <summary>Federated averaging (McMahan et al. 2017, algorithm 1): each model counts by its share of all examples.
/// </summary>
/// <remarks>Summed in double precision before it is divided, so that equal models give the same model to the last bit
/// up to 2^29 examples. A single liar can move the average anywhere.</remarks>
public sealed class WeightedAverage : IAggregationRule
{
    /// <inheritdoc/>
    public int Fewest => 1;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">Also if a number of examples is negative or all are zero.</exception>
    public float[] Aggregate(IReadOnlyList<ModelUpdate> updates)
    {
        UpdateList.Check(updates);
        if (updates.Any(u => u.Examples < 0) || updates.All(u => u.Examples == 0))
        {
            throw new ArgumentException("Numbers of examples are not negative and not all zero.", nameof(updates));
        }

        return UpdateList.Mean([.. updates.Select(u => u.Parameters)], [.. updates.Select(u => u.Examples)]);
    }
}
