using TaskSwarm.Kernel.World;

namespace TaskSwarm.Scenarios.FormationFlight.Flight;

/// <summary>
/// A drone as a point mass: commanded acceleration plus quadratic drag relative to the moving air, both bounded
/// together; speed bounded; the ground carries. Integrated with the trapezoidal rule for position, so that motion
/// under constant acceleration is exact.
/// </summary>
/// <remarks>Gives up attitude: a real quadrotor tilts before it accelerates (about 0.1 s), which the inner loop's
/// time constant stands for.</remarks>
public static class DroneDynamics
{
    /// <summary>Acceleration by drag, m/s^2, of a body that flies with <paramref name="velocity"/> through
    /// <paramref name="wind"/>.</summary>
    public static Vec3 DragAcceleration(DroneModel model, Vec3 velocity, Vec3 wind)
    {
        var air = wind - velocity;
        return air * (model.DragKgPerM * air.Length / model.MassKg);
    }

    /// <summary>
    /// The state after <paramref name="seconds"/> under <paramref name="command"/> (m/s^2, drag not included).
    /// A drone with an empty battery has no thrust and falls. The change of velocity is at most the model's
    /// largest acceleration times the step, and speed never exceeds the model's limit.
    /// </summary>
    public static DroneState Step(DroneModel model, DroneState state, Vec3 command, Vec3 wind, double seconds)
    {
        var drag = DragAcceleration(model, state.Velocity, wind);
        var powered = state.EnergyJoules > 0;
        var total = powered ? command + drag : new Vec3(0, 0, -DroneModel.Gravity);
        var acceleration = total.ClampLength(powered ? model.MaxAcceleration : DroneModel.Gravity);
        // Clipping to a ball that holds the old velocity never lengthens the change: both limits hold together.
        var velocity = (state.Velocity + (acceleration * seconds)).ClampLength(model.MaxSpeed);
        var position = state.Position + ((state.Velocity + velocity) * (0.5 * seconds));
        var thrust = powered ? acceleration - drag : Vec3.Zero;
        if (position.Z <= 0)
        {
            position = new Vec3(position.X, position.Y, 0);
            velocity = velocity.Z < 0 ? new Vec3(0, 0, 0) : velocity;
        }

        var resting = position.Z <= 0 && velocity.Length < 1e-9;
        var watts = !powered ? 0 : resting ? model.AvionicsWatts : PowerModel.Watts(model, thrust);
        return new DroneState(position, velocity, Math.Max(0, state.EnergyJoules - (watts * seconds)));
    }

    /// <summary>
    /// The acceleration command of the inner loop: close the gap to <paramref name="wanted"/> (m/s) within the
    /// model's time constant and cancel the drag of the steady wind that the drone knows of. Gusts are not known
    /// and remain a disturbance.
    /// </summary>
    public static Vec3 Track(DroneModel model, Vec3 velocity, Vec3 wanted, Vec3 feedForward, Vec3 steadyWind) =>
        ((wanted.ClampLength(model.MaxSpeed) - velocity) * (1.0 / model.VelocityTimeConstant))
        + feedForward - DragAcceleration(model, velocity, steadyWind);
}
