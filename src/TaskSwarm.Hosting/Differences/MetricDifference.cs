namespace TaskSwarm.Hosting.Differences;

/// <summary>A figure that differs.</summary>
/// <param name="Name">Its name.</param>
/// <param name="First">Its value in the first run; null if it has none.</param>
/// <param name="Second">Its value in the second run; null if it has none.</param>
public sealed record MetricDifference(string Name, double? First, double? Second)
{
    /// <summary>The second less the first; null if one has none.</summary>
    public double? Difference => Second - First;
}
