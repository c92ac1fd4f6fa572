namespace TaskSwarm.Scenarios.Logistics;

/// <summary>The best plan that is known for a scenario.</summary>
/// <param name="Vehicles">How many vehicles it uses.</param>
/// <param name="DistanceKilometres">How long it is, kilometres; for an instance, its units of length.</param>
public sealed record BestKnown(int Vehicles, double DistanceKilometres);
