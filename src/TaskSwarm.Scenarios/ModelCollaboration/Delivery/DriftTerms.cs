using TaskSwarm.Kernel.Time;

namespace TaskSwarm.Scenarios.ModelCollaboration.Delivery;

/// <summary>How popularity changes.</summary>
/// <param name="Every">Simulated time between changes.</param>
/// <param name="Share">Share of contents that then exchange their ranks among each other, 0 to 1.</param>
public sealed record DriftTerms(SimDuration Every, double Share);
