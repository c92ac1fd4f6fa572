using TaskSwarm.Kernel.World;

namespace TaskSwarm.Scenarios.FormationFlight.Flight;

/// <summary>The motion and energy of one drone: metres, metres a second, joules left.</summary>
/// <param name="Position">Where it is; z is the height over the ground and never negative.</param>
/// <param name="Velocity">Speed over ground.</param>
/// <param name="EnergyJoules">What is left in the battery; never negative, never growing.</param>
public readonly record struct DroneState(Vec3 Position, Vec3 Velocity, double EnergyJoules);
