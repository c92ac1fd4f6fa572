namespace TaskSwarm.Scenarios.FormationFlight.Control;

/// <summary>What the separation guard keeps.</summary>
public sealed record GuardParameters
{
    /// <summary>Distance between two drones that the guard keeps, m (> 0).</summary>
    public double Separation { get; init; } = 2;

    /// <summary>Distance to obstacles that the guard keeps, m (> 0).</summary>
    public double Clearance { get; init; } = 2;

    /// <summary>Others farther away than this are ignored, m.</summary>
    public double SensingRange { get; init; } = 25;

    /// <summary>Deceleration that the guard counts on, m/s^2; well below the drone's limit, because wind and the
    /// inner loop take their part.</summary>
    public double Deceleration { get; init; } = 2;

    /// <summary>Gain of the braking curve near the kept distance, 1/s.</summary>
    public double Gain { get; init; } = 1;
}
