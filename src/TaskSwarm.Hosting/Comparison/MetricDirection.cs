namespace TaskSwarm.Hosting.Comparison;

/// <summary>Which way a figure should go.</summary>
public enum MetricDirection
{
    /// <summary>It is not known, or not a question of better and worse.</summary>
    Unknown,

    /// <summary>Less is better.</summary>
    Lower,

    /// <summary>More is better.</summary>
    Higher,
}
