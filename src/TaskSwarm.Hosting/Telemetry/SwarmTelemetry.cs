using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace TaskSwarm.Hosting.Telemetry;

/// <summary>Where metrics and spans come from: the name that listeners ask for, and what they listen to.</summary>
public static class SwarmTelemetry
{
    /// <summary>The name of the meters and of the source of spans.</summary>
    public const string Name = "TaskSwarm";

    /// <summary>The source of spans.</summary>
    public static readonly ActivitySource Source = new(Name);

    /// <summary>The meter of what every process measures that carries a run.</summary>
    internal static readonly Meter Meter = new(Name);
}
