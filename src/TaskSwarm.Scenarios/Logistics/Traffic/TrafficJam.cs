using TaskSwarm.Scenarios.Logistics.Routing;

namespace TaskSwarm.Scenarios.Logistics.Traffic;

/// <summary>A part of the map, or all of it, where vehicles are slower for a while.</summary>
/// <param name="FromMicros">When it begins, microseconds.</param>
/// <param name="UntilMicros">When it ends.</param>
/// <param name="Factor">Speeds are multiplied by it; above 0.</param>
/// <param name="Centre">Centre of the circle in which it holds; null for everywhere.</param>
/// <param name="RadiusMetres">Radius of the circle.</param>
/// <param name="Vehicles">Indices of the vehicles it slows; null for all.</param>
public sealed record TrafficJam(
    long FromMicros,
    long UntilMicros,
    double Factor,
    Place? Centre = null,
    double RadiusMetres = 0,
    IReadOnlySet<int>? Vehicles = null);
