namespace TaskSwarm.Scenarios.FormationFlight.Control;

/// <summary>
/// Parameters of the flocking model of Vasarhelyi et al. 2018. The defaults are a set published with the authors'
/// simulator.
/// </summary>
public sealed record FlockingParameters
{
    /// <summary>Preferred speed, m/s.</summary>
    public double FlockSpeed { get; init; } = 4;

    /// <summary>Cap on the desired speed, m/s.</summary>
    public double MaxSpeed { get; init; } = 8;

    /// <summary>Repulsion starts below this distance, m.</summary>
    public double RepulsionRange { get; init; } = 25.7;

    /// <summary>Gain of repulsion, 1/s.</summary>
    public double RepulsionGain { get; init; } = 0.4;

    /// <summary>Distance subtracted before the braking curve in alignment, m.</summary>
    public double FrictionOffset { get; init; } = 10;

    /// <summary>Strength of velocity alignment.</summary>
    public double FrictionStrength { get; init; } = 0.024;

    /// <summary>Difference of velocity that alignment always tolerates, m/s.</summary>
    public double FrictionSlack { get; init; } = 0.5;

    /// <summary>Gain of alignment's braking curve, 1/s.</summary>
    public double FrictionGain { get; init; } = 0.4;

    /// <summary>Deceleration of alignment's braking curve, m/s^2.</summary>
    public double FrictionDeceleration { get; init; } = 2.5;

    /// <summary>Speed of the virtual agents at walls and obstacles, m/s.</summary>
    public double ShillSpeed { get; init; } = 6.5;

    /// <summary>Gain of the wall's braking curve, 1/s.</summary>
    public double ShillGain { get; init; } = 0.4;

    /// <summary>Deceleration of the wall's braking curve, m/s^2.</summary>
    public double ShillDeceleration { get; init; } = 2.5;

    /// <summary>Drones farther away than this are not heard, m.</summary>
    public double CommunicationRange { get; init; } = 100;

    /// <summary>Distance up to which two drones count as one cluster: where repulsion ends plus the distance that
    /// stopping from the preferred speed takes.</summary>
    public double ClusterRange =>
        RepulsionRange + BrakingCurve.Distance(FlockSpeed, FrictionDeceleration, FrictionGain);
}
