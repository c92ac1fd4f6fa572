namespace TaskSwarm.Scenarios.Logistics.Routing;

/// <summary>One stop that a request asks for: where, when, and how long the service takes.</summary>
/// <param name="Place">Where.</param>
/// <param name="Window">When the service may begin.</param>
/// <param name="ServiceMicros">How long it takes, microseconds, at least 0.</param>
/// <param name="Node">Number of the node in the instance file, or -1 if there is none.</param>
public sealed record ServiceSite(Place Place, TimeWindow Window, long ServiceMicros, int Node = -1);
