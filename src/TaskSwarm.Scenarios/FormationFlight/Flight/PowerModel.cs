using TaskSwarm.Kernel.World;

namespace TaskSwarm.Scenarios.FormationFlight.Flight;

/// <summary>
/// Electrical power of a multirotor by momentum theory (Leishman, Principles of Helicopter Aerodynamics, 2006,
/// chapter 2): induced power is T^1.5 / sqrt(2 rho A), divided by the efficiency, plus the avionics.
/// </summary>
public static class PowerModel
{
    /// <summary>Power in watts while the rotors give the body <paramref name="acceleration"/> (m/s^2) beside
    /// carrying its weight.</summary>
    public static double Watts(DroneModel model, Vec3 acceleration)
    {
        var thrust = model.MassKg * (acceleration + new Vec3(0, 0, DroneModel.Gravity)).Length;
        var ideal = thrust * Math.Sqrt(thrust) / Math.Sqrt(2 * DroneModel.AirDensity * model.RotorAreaM2);
        return (ideal / model.Efficiency) + model.AvionicsWatts;
    }

    /// <summary>Power in still hover, W.</summary>
    public static double HoverWatts(DroneModel model) => Watts(model, Vec3.Zero);

    /// <summary>
    /// Speed at which the four rotors of a quadrotor with thrust constant <paramref name="thrustConstant"/>
    /// (N per rpm^2 and rotor) carry <paramref name="thrustToWeight"/> times its weight, rpm.
    /// </summary>
    public static double RotorRpm(double massKg, double gravity, double thrustConstant, double thrustToWeight = 1) =>
        Math.Sqrt(thrustToWeight * massKg * gravity / (4 * thrustConstant));
}
