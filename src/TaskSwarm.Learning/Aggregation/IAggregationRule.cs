namespace TaskSwarm.Learning.Aggregation;

/// <summary>Makes one model of those that clients send.</summary>
public interface IAggregationRule
{
    /// <summary>The fewest updates that the rule can work with.</summary>
    int Fewest { get; }

    /// <summary>Aggregates models. Sums run in the order given and ties go to the earlier, so callers pass updates in
    /// the order of their clients' ids.</summary>
    /// <param name="updates">At least one, all of one shape; they are not changed.</param>
    /// <returns>The parameters of the new model.</returns>
    /// <exception cref="ArgumentException">There are too few updates for the rule, or they differ in length.
    /// </exception>
    float[] Aggregate(IReadOnlyList<ModelUpdate> updates);
}
