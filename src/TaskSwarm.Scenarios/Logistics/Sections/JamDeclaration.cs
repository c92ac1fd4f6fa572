using TaskSwarm.Kernel.Time;
using TaskSwarm.Scenarios.Format;
using TaskSwarm.Scenarios.Logistics.Routing;
using TaskSwarm.Scenarios.Logistics.Traffic;

namespace TaskSwarm.Scenarios.Logistics.Sections;

/// <summary>An entry of <c>traffic</c>.</summary>
/// <param name="During">When, times of the day.</param>
/// <param name="Factor">Speeds are multiplied by it.</param>
/// <param name="Centre">Centre of the circle in which it holds; null for everywhere.</param>
/// <param name="Radius">Radius of the circle, metres.</param>
/// <param name="Vehicles">Whom it slows: names and patterns; null for all.</param>
internal sealed record JamDeclaration(
    TimeWindow During, double Factor, Place? Centre, double Radius, IReadOnlyList<Located<string>>? Vehicles)
{
    private static readonly Field<Located<(SimDuration From, SimDuration To)>> DuringField = Field.Required(
        "during", "from when to when, times of the day", MapShapes.Window);

    private static readonly Field<double> FactorField = Field.Required(
        "factor", "speeds are multiplied by it", Shape.Number(min: 0.01, max: 1));

    private static readonly Field<Place> CentreField = Field.Required(
        "centre", "centre of the circle", MapShapes.Place);

    private static readonly Field<double> RadiusField = Field.Required(
        "radius", "radius of the circle", Shape.Length(above: "0m", max: "20000km"));

    private static readonly Field<(Place Centre, double Radius)> Area = Field.Optional(
        "area", "where it holds; everywhere if left out",
        Shape.Section("an area", [CentreField, RadiusField], read => (read.Get(CentreField), read.Get(RadiusField))));

    private static readonly Field<IReadOnlyList<Located<string>>> VehiclesField = Field.Optional(
        "vehicles", "whom it slows: a name or pattern, or a list of them; all if left out",
        Shape.OneOrMore(Shape.NamePattern().Located()));

    /// <summary>The section.</summary>
    public static Shape<JamDeclaration> Shaped { get; } = Shape.Section(
        "a slow-down of traffic", [DuringField, FactorField, Area, VehiclesField], From);

    /// <summary>The jam in the times of the run.</summary>
    public TrafficJam ToJam(long day, IReadOnlySet<int>? vehicles) =>
        new(day + During.Ready, day + During.Due, Factor, Centre, Radius, vehicles);

    private static JamDeclaration From(SectionReading read)
    {
        var during = MapShapes.WindowOf(read, DuringField, TimeWindow.Always);
        var area = read.Has(Area) ? read.Get(Area) : ((Place, double)?)null;
        return new JamDeclaration(
            during,
            read.Get(FactorField),
            area?.Item1,
            area?.Item2 ?? 0,
            read.Has(VehiclesField) ? read.Get(VehiclesField) : null);
    }
}
