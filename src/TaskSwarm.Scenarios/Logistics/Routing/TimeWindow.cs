namespace TaskSwarm.Scenarios.Logistics.Routing;

/// <summary>When a service may begin, in microseconds of simulated time, both ends included.</summary>
/// <param name="Ready">Earliest begin; whoever is early waits.</param>
/// <param name="Due">Latest begin.</param>
public readonly record struct TimeWindow(long Ready, long Due)
{
    /// <summary>Any time at all.</summary>
    public static TimeWindow Always => new(0, Latest);

    /// <summary>The largest time a window may name: far enough, and safe from overflow when legs are added.</summary>
    public const long Latest = long.MaxValue / 8;
}
