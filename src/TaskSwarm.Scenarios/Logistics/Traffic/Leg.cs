using TaskSwarm.Scenarios.Logistics.Routing;

namespace TaskSwarm.Scenarios.Logistics.Traffic;

/// <summary>A vehicle's way from one place to another, as it begins.</summary>
/// <param name="Vehicle">Index of the vehicle.</param>
/// <param name="From">Where it begins.</param>
/// <param name="To">Where it ends.</param>
/// <param name="Millimetres">Length of the way.</param>
/// <param name="DepartMicros">When it begins.</param>
/// <param name="PaceNanos">Nanoseconds for a millimetre when nothing slows the vehicle.</param>
public readonly record struct Leg(
    int Vehicle, Place From, Place To, long Millimetres, long DepartMicros, long PaceNanos);
