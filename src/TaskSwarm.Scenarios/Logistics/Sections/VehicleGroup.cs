using TaskSwarm.Kernel.Time;
using TaskSwarm.Scenarios.Format;
using TaskSwarm.Scenarios.Logistics.Routing;
using Amounts = System.Collections.Generic.IReadOnlyList<System.Collections.Generic.KeyValuePair<string, double>>;

namespace TaskSwarm.Scenarios.Logistics.Sections;

/// <summary>An entry of <c>vehicles</c>: some vehicles that are alike.</summary>
/// <param name="Count">How many there are.</param>
/// <param name="Names">Their names.</param>
/// <param name="Depot">The depot that they belong to.</param>
/// <param name="Capacity">What each can carry.</param>
/// <param name="Make">Makes one of a name, with its depot's place, capacity, and the begin of the day.</param>
internal sealed record VehicleGroup(
    long Count,
    IEnumerable<string> Names,
    Located<string> Depot,
    Located<Amounts> Capacity,
    Func<string, Place, LoadVector, long, VehicleSpec> Make)
{
    /// <summary>Units of cost in the currency of a scenario file, for one millimetre and one per kilometre.</summary>
    private const double CostScale = 1000;

    private static readonly Field<Located<string>> Name = Field.Required(
        "name", "name of the vehicle; with a count, what the numbered names begin with", Shape.Name().Located());

    private static readonly Field<long> HowMany = Field.WithDefault(
        "count", "how many there are", Shape.WholeNumber(1, 100_000), or: "1");

    private static readonly Field<Located<string>> DepotField = Field.Required(
        "depot", "the depot where they start and end", Shape.Name().Located());

    private static readonly Field<double> Speed = Field.Required(
        "speed", "how fast they are on a free road", Shape.Speed(min: "0.01m/s", max: "1000m/s"));

    private static readonly Field<double> Detour = Field.WithDefault(
        "detour", "length of their way over the straight line; 1 for drones", Shape.Number(min: 1, max: 10), or: "1");

    private static readonly Field<Located<Amounts>> CapacityField = Field.Required(
        "capacity", "what each can carry, dimension by dimension", MapShapes.Amounts);

    private static readonly Field<double> Range = Field.Optional(
        "range", "how far each gets before it must be back", Shape.Length(above: "0m"));

    private static readonly Field<Located<(SimDuration From, SimDuration To)>> Shift = Field.Optional(
        "shift", "when they leave at the earliest and are back at the latest, times of the day", MapShapes.Window);

    private static readonly Field<SimDuration> Turnaround = Field.WithDefault(
        "turnaround", "time between two tours", Shape.Duration(), or: "0s");

    private static readonly Field<double> CostPerKilometre = Field.WithDefault(
        "costPerKm", "cost of a kilometre", Shape.Number(min: 0.001, max: 1_000_000), or: "1");

    private static readonly Field<double> FixedCost = Field.WithDefault(
        "fixedCost", "cost of leaving the depot", Shape.Number(min: 0, max: 1_000_000), or: "0");

    /// <summary>The section.</summary>
    public static Shape<VehicleGroup> Shaped { get; } = Shape.Section(
        "a group of vehicles",
        [
            Name, HowMany, DepotField, Speed, Detour, CapacityField, Range, Shift, Turnaround, CostPerKilometre,
            FixedCost,
        ],
        From);

    private static VehicleGroup From(SectionReading read)
    {
        var shift = MapShapes.WindowOf(read, Shift, TimeWindow.Always);
        return new VehicleGroup(
            read.Get(HowMany),
            NumberedNames.Of(read.Get(Name).Value, read.Get(HowMany)),
            read.Get(DepotField),
            read.Get(CapacityField),
            (name, depot, capacity, day) => new VehicleSpec(
                name,
                depot,
                capacity,
                PaceNanos: (long)Math.Ceiling(1_000_000 / read.Get(Speed)),
                DetourPermille: (long)Math.Ceiling(read.Get(Detour) * 1000),
                read.Has(Range) ? (long)(read.Get(Range) * 1000) : VehicleSpec.Unlimited,
                new TimeWindow(day + shift.Ready, Math.Min(day + shift.Due, TimeWindow.Latest)),
                CostPerMillimetre: Math.Max(1, (long)Math.Round(read.Get(CostPerKilometre) * CostScale)),
                FixedCost: (long)Math.Round(read.Get(FixedCost) * CostScale * 1_000_000),
                read.Get(Turnaround).Micros));
    }
}
