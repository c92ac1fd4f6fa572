using TaskSwarm.Kernel.Time;
using TaskSwarm.Kernel.World;
using TaskSwarm.Scenarios.Logistics.Routing;

namespace TaskSwarm.Scenarios.Logistics.Runs;

/// <summary>One tour of a vehicle, as it was driven.</summary>
internal sealed class Tour
{
    /// <summary>The nodes served, in order.</summary>
    public List<int> Nodes { get; } = [];

    /// <summary>The way, corner by corner.</summary>
    public List<Vec3> Way { get; } = [];
}

/// <summary>What one vehicle did.</summary>
internal sealed partial class VehicleLog(VehicleSpec vehicle)
{
    private const string Driving = "driving";
    private const string Service = "service";
    private const string LateService = "late service";
    private const string Standing = "standing";

    private SimTime busyUntil;

    /// <summary>Its tours, in order.</summary>
    public List<Tour> Tours { get; } = [];

    /// <summary>What it did from when to when, for the Gantt chart.</summary>
    public List<(double From, double To, string What)> Spans { get; } = [];

    /// <summary>The stops it served.</summary>
    public List<(Vec3 At, StopKind Kind)> Stops { get; } = [];

    /// <summary>How far it drove.</summary>
    public long Millimetres { get; private set; }

    /// <summary>What it cost: every millimetre, and the fixed cost of every tour.</summary>
    public double Cost => ((double)Millimetres * vehicle.CostPerMillimetre) + ((double)Tours.Count * vehicle.FixedCost);

    /// <summary>How long it stood on its tours without serving anyone, microseconds.</summary>
    public long StoodMicros { get; private set; }

    /// <summary>Notes that a tour has begun.</summary>
    public void BeginTour(SimTime at)
    {
        Tours.Add(new Tour { Way = { Agents.FleetPlan.At(vehicle.Depot) } });
        busyUntil = at;
    }

    /// <summary>Notes a leg.</summary>
    public void Add(LegDriven leg, SimTime ended)
    {
        Millimetres += leg.Millimetres;
        Stand(leg.Departed);
        busyUntil = ended;
        Tours[^1].Way.Add(leg.To);
        Spans.Add((leg.Departed.Seconds, ended.Seconds, Driving));
    }

    /// <summary>Notes a stop.</summary>
    public void Add(StopServed stop, SimTime ended)
    {
        if (stop.Node >= 0)
        {
            Tours[^1].Nodes.Add(stop.Node);
        }

        Stops.Add((stop.At, stop.Kind));
        Stand(stop.Began);
        busyUntil = ended;
        Spans.Add((stop.Began.Seconds, ended.Seconds, stop.LateMicros > 0 ? LateService : Service));
    }

    private void Stand(SimTime until)
    {
        if (until > busyUntil)
        {
            StoodMicros += (until - busyUntil).Micros;
            Spans.Add((busyUntil.Seconds, until.Seconds, Standing));
        }
    }
}
