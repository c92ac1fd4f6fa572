namespace TaskSwarm.Hosting.Telemetry;

/// <summary>Where metrics and spans go.</summary>
public sealed record TelemetrySettings
{
    /// <summary>Names this process among others.</summary>
    public required string Instance { get; init; }

    /// <summary>The program's version.</summary>
    public required string Version { get; init; }

    /// <summary>Where Prometheus may fetch metrics over HTTP, under <c>/metrics</c>; null: nowhere.</summary>
    public (string Host, int Port)? Scrape { get; init; }
}
