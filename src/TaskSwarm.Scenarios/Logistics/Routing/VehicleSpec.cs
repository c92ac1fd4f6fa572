namespace TaskSwarm.Scenarios.Logistics.Routing;

/// <summary>What a vehicle can do and what it costs. Immutable; shared by all who talk about the vehicle.</summary>
/// <param name="Name">The agent's name.</param>
/// <param name="Depot">Where it starts and ends.</param>
/// <param name="Capacity">What it can carry, dimension by dimension.</param>
/// <param name="PaceNanos">Nanoseconds it needs for one millimetre of road: 60 km/h is 60,000.</param>
/// <param name="DetourPermille">Length of its way over the straight line, thousandths: 1,000 for a drone.</param>
/// <param name="RangeMillimetres">How far it gets before it must be back at its depot.</param>
/// <param name="Shift">Its working time: it leaves the depot no earlier and is back no later.</param>
/// <param name="CostPerMillimetre">Cost of one millimetre, in the scenario's smallest unit of cost.</param>
/// <param name="FixedCost">Cost of leaving the depot at all, same unit.</param>
/// <param name="TurnaroundMicros">Time between two tours (reload, swap the battery), microseconds.</param>
public sealed record VehicleSpec(
    string Name,
    Place Depot,
    LoadVector Capacity,
    long PaceNanos,
    long DetourPermille,
    long RangeMillimetres,
    TimeWindow Shift,
    long CostPerMillimetre,
    long FixedCost,
    long TurnaroundMicros = 0)
{
    /// <summary>A range that is never the limit.</summary>
    public const long Unlimited = long.MaxValue / 8;

    /// <summary>Length of this vehicle's way between two places, millimetres, rounded up.</summary>
    public long Way(Place from, Place to)
    {
        var straight = Place.Millimetres(from, to);
        return DetourPermille == 1000 ? straight : ((straight * DetourPermille) + 999) / 1000;
    }

    /// <summary>Time for that many millimetres at the vehicle's own speed, microseconds, rounded up.</summary>
    public long TravelMicros(long millimetres) => ((millimetres * PaceNanos) + 999) / 1000;

    /// <summary>
    /// True if <paramref name="other"/> would answer every call for proposals alike while both stand in the depot.
    /// </summary>
    public bool IsTwinOf(VehicleSpec other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return this with { Name = other.Name } == other;
    }
}
