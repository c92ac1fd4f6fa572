namespace TaskSwarm.Scenarios.FormationFlight.Flight;

/// <summary>
/// What a kind of drone can do. The defaults describe a 1.2 kg quadrotor with four 25 cm propellers.
/// </summary>
public sealed record DroneModel
{
    /// <summary>Standard gravity as used here, m/s^2.</summary>
    public const double Gravity = 9.8;

    /// <summary>Density of air at sea level, kg/m^3.</summary>
    public const double AirDensity = 1.225;

    /// <summary>Take-off mass, kg (> 0).</summary>
    public double MassKg { get; init; } = 1.2;

    /// <summary>Quadratic drag: the force is this times the square of the airspeed, kg/m (>= 0).</summary>
    public double DragKgPerM { get; init; } = 0.03;

    /// <summary>Highest speed over ground, m/s (> 0).</summary>
    public double MaxSpeed { get; init; } = 12;

    /// <summary>Highest acceleration of any kind, wind included, m/s^2 (> 0).</summary>
    public double MaxAcceleration { get; init; } = 5;

    /// <summary>Energy in a full battery, J (> 0).</summary>
    public double BatteryJoules { get; init; } = 180_000;

    /// <summary>Share of the battery below which the drone gives up its slot and lands, 0 to 1.</summary>
    public double ReserveShare { get; init; } = 0.1;

    /// <summary>Area swept by all rotors, m^2 (> 0).</summary>
    public double RotorAreaM2 { get; init; } = 0.2;

    /// <summary>Ideal over real hover power (figure of merit times motor efficiency), 0 to 1.</summary>
    public double Efficiency { get; init; } = 0.5;

    /// <summary>Constant draw of computer and radio, W (>= 0).</summary>
    public double AvionicsWatts { get; init; } = 8;

    /// <summary>Time in which the inner loop closes a velocity error, s (> 0).</summary>
    public double VelocityTimeConstant { get; init; } = 0.4;
}
