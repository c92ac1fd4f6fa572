using TaskSwarm.Kernel.World;
using TaskSwarm.Scenarios.FormationFlight.Flight;

namespace TaskSwarm.Scenarios.FormationFlight.Agents;

/// <summary>What it costs a drone to reach a slot.</summary>
public static class BidCost
{
    /// <summary>Cost in the unit of the measure: metres, seconds or joules.</summary>
    public static double Of(BidMeasure measure, DroneModel model, Vec3 from, Vec3 to)
    {
        var way = to - from;
        var distance = way.Length;
        return measure switch
        {
            BidMeasure.Distance => distance,
            BidMeasure.Time => Seconds(model, distance),
            _ => (PowerModel.HoverWatts(model) * Seconds(model, distance))
                + (model.MassKg * DroneModel.Gravity * Math.Max(0, way.Z) / model.Efficiency),
        };
    }

    /// <summary>Time to fly a distance from rest to rest: speeding up and braking with half the largest acceleration,
    /// at top speed in between.</summary>
    private static double Seconds(DroneModel model, double distance)
    {
        var a = 0.5 * model.MaxAcceleration;
        var ramps = model.MaxSpeed * model.MaxSpeed / a;
        return distance < ramps
            ? 2 * Math.Sqrt(distance / a)
            : (2 * model.MaxSpeed / a) + ((distance - ramps) / model.MaxSpeed);
    }
}
