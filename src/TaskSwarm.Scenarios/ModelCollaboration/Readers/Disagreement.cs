namespace TaskSwarm.Scenarios.ModelCollaboration.Readers;

/// <summary>How far models, seen in a few directions, are from one another.</summary>
internal static class Disagreement
{
    /// <summary>Sum of squared distances of all models from their mean.</summary>
    public static double Squared(IReadOnlyCollection<double[]> models)
    {
        double sum = 0;
        foreach ((int direction, double mean) in Mean(models).Index())
        {
            sum += models.Sum(m => (m[direction] - mean) * (m[direction] - mean));
        }

        return sum;
    }

    /// <summary>The mean of all models, direction by direction.</summary>
    public static double[] Mean(IReadOnlyCollection<double[]> models) =>
        [.. Enumerable.Range(0, models.First().Length).Select(direction => models.Average(m => m[direction]))];
}
