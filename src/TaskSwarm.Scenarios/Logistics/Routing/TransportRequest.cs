namespace TaskSwarm.Scenarios.Logistics.Routing;

/// <summary>
/// A load to be moved: from a pickup to a delivery, or, without a pickup, from the vehicle's own depot, where it is
/// loaded before the vehicle leaves. Immutable, so that every agent may hold the same one.
/// </summary>
/// <param name="Id">Index of the request, unique in a run.</param>
/// <param name="Name">Its name in the scenario.</param>
/// <param name="Load">How much is moved; no dimension negative.</param>
/// <param name="Pickup">Where the load is fetched; null if it lies in the depot.</param>
/// <param name="Delivery">Where it goes.</param>
/// <param name="ReleaseMicros">When the request becomes known, microseconds.</param>
public sealed record TransportRequest(
    int Id, string Name, LoadVector Load, ServiceSite? Pickup, ServiceSite Delivery, long ReleaseMicros = 0);
