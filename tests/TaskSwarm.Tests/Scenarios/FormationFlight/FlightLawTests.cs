using FsCheck.Xunit;
using TaskSwarm.Kernel.World;
using TaskSwarm.Scenarios.FormationFlight.Air;
using TaskSwarm.Scenarios.FormationFlight.Flight;
using Xunit;

namespace TaskSwarm.Tests.Scenarios.FormationFlight;

public sealed class FlightLawTests
{
    private const double Tick = 0.05;
    private static readonly DroneModel Model = new();

    [Property]
    public bool Speed_and_acceleration_never_exceed_their_limits(int seed, short gust)
    {
        var wind = new WindField(new Vec3(6, -3, 0), Math.Abs(gust) % 20, 30, 5, (ulong)seed);
        var state = new DroneState(new Vec3(0, 0, 50), Vec3.Zero, Model.BatteryJoules);
        for (var k = 0; k < 200; k++)
        {
            var command = Wild(seed, k, 30);
            var next = DroneDynamics.Step(Model, state, command, wind.At(state.Position, k * Tick), Tick);
            var change = (next.Velocity - state.Velocity).Length;
            if (next.Velocity.Length > Model.MaxSpeed + 1e-9
                || (next.Position.Z > 0 && change > (Model.MaxAcceleration * Tick) + 1e-9))
            {
                return false;
            }

            state = next;
        }

        return true;
    }

    [Property]
    public bool Energy_never_grows_and_never_falls_below_zero(int seed)
    {
        var state = new DroneState(new Vec3(0, 0, 20), Vec3.Zero, 2_000);
        for (var k = 0; k < 400; k++)
        {
            var next = DroneDynamics.Step(Model, state, Wild(seed, k, 10), Vec3.Zero, Tick);
            if (next.EnergyJoules > state.EnergyJoules || next.EnergyJoules < 0)
            {
                return false;
            }

            state = next;
        }

        return true;
    }

    [Property]
    public bool Nobody_sinks_into_the_ground(int seed)
    {
        var state = new DroneState(new Vec3(0, 0, 1), Vec3.Zero, Model.BatteryJoules);
        for (var k = 0; k < 200; k++)
        {
            state = DroneDynamics.Step(Model, state, Wild(seed, k, 20) - new Vec3(0, 0, 5), Vec3.Zero, Tick);
            if (state.Position.Z < 0)
            {
                return false;
            }
        }

        return true;
    }

    [Property]
    public bool Gusts_stay_within_their_strength(int seed, short x, short y, ushort t)
    {
        var field = new WindField(new Vec3(4, 0, 0), 3, 40, 8, (ulong)seed);
        var gust = field.At(new Vec3(x * 0.37, y * 0.41, 30), t * 0.01) - field.Mean;
        return Math.Abs(gust.X) <= 3 && Math.Abs(gust.Y) <= 3 && Math.Abs(gust.Z) <= 1.5;
    }

    [Fact]
    public void Wind_is_a_function_of_place_time_and_seed_alone()
    {
        var one = new WindField(new Vec3(4, 1, 0), 3, 40, 8, 7);
        var same = new WindField(new Vec3(4, 1, 0), 3, 40, 8, 7);
        var other = new WindField(new Vec3(4, 1, 0), 3, 40, 8, 8);
        var place = new Vec3(12, 34, 56);
        _ = same.At(new Vec3(1, 2, 3), 99);

        Assert.Equal(one.At(place, 5), same.At(place, 5));
        Assert.NotEqual(one.At(place, 5), other.At(place, 5));
    }

    [Fact]
    public void Wind_has_no_jumps()
    {
        var field = new WindField(new Vec3(5, 0, 0), 3, 40, 8, 3);
        for (var k = 0; k < 2000; k++)
        {
            var here = field.At(new Vec3(k * 0.1, 0, 20), k * 0.01);
            var there = field.At(new Vec3((k + 1) * 0.1, 0, 20), (k + 1) * 0.01);

            Assert.True((here - there).Length < 0.2);
        }
    }

    [Fact]
    public void Hover_power_is_that_of_momentum_theory()
    {
        // 11.76 N over 0.2 m^2: 11.76^1.5 / sqrt(2 * 1.225 * 0.2) = 57.61 W ideal, half of it lost, 8 W avionics.
        Assert.Equal(123.2, PowerModel.HoverWatts(Model), 0.1);
        Assert.True(PowerModel.Watts(Model, new Vec3(0, 0, 3)) > PowerModel.HoverWatts(Model));
    }

    [Fact]
    public void An_empty_battery_ends_on_the_ground()
    {
        var state = new DroneState(new Vec3(0, 0, 20), new Vec3(3, 0, 0), 0);
        for (var k = 0; k < 200; k++)
        {
            state = DroneDynamics.Step(Model, state, new Vec3(0, 0, 5), Vec3.Zero, Tick);
        }

        Assert.Equal(0, state.Position.Z);
        Assert.Equal(0, state.Velocity.Length);
    }

    [Fact]
    public void The_inner_loop_reaches_the_wanted_velocity_in_steady_wind()
    {
        var wind = new Vec3(5, 2, 0);
        var wanted = new Vec3(-6, 0, 1);
        var state = new DroneState(new Vec3(0, 0, 50), Vec3.Zero, Model.BatteryJoules);
        for (var k = 0; k < 200; k++)
        {
            var command = DroneDynamics.Track(Model, state.Velocity, wanted, Vec3.Zero, wind);
            state = DroneDynamics.Step(Model, state, command, wind, Tick);
        }

        Assert.True((state.Velocity - wanted).Length < 1e-6);
    }

    /// <summary>A command that jumps about but depends on its arguments alone.</summary>
    private static Vec3 Wild(int seed, int step, double strength) => new(
        strength * Math.Sin((seed * 0.7) + (step * 1.3)),
        strength * Math.Sin((seed * 0.3) + (step * 2.1)),
        strength * Math.Sin((seed * 0.9) + (step * 0.17)));
}
