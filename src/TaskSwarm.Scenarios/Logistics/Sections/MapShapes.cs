using TaskSwarm.Kernel.Time;
using TaskSwarm.Scenarios.Format;
using TaskSwarm.Scenarios.Logistics.Routing;

namespace TaskSwarm.Scenarios.Logistics.Sections;

/// <summary>Shapes that several sections of this kind share.</summary>
internal static class MapShapes
{
    /// <summary>No place is farther out: lengths in millimetres then stay far from overflow.</summary>
    private const string Farthest = "20000km";

    /// <summary>A place: east and north.</summary>
    public static Shape<Place> Place { get; } =
        Shape.List(Shape.Length(min: "-" + Farthest, max: Farthest), 2, 2).Select(xy => new Place(xy[0], xy[1]));

    /// <summary>Two times of the day, the second not before the first.</summary>
    public static Shape<Located<(SimDuration From, SimDuration To)>> Window { get; } =
        Shape.List(Shape.Duration(max: "3650d"), 2, 2).Select(ends => (ends[0], ends[1])).Located();

    /// <summary>An amount in each of some dimensions.</summary>
    public static Shape<Located<IReadOnlyList<KeyValuePair<string, double>>>> Amounts { get; } =
        Shape.Map(Shape.Number(min: 0, max: 1_000_000_000), 1, LoadVector.MaxDimensions).Located();

    /// <summary>A window in microseconds of the run; reports one that ends before it begins.</summary>
    public static TimeWindow WindowOf(
        SectionReading read, Field<Located<(SimDuration From, SimDuration To)>> field, TimeWindow otherwise)
    {
        if (!read.Has(field))
        {
            return otherwise;
        }

        var (from, to) = read.Get(field).Value;
        if (to < from)
        {
            read.Problem(field, $"[{from}, {to}]", "an end that is not before the begin");
        }

        return new TimeWindow(from.Micros, to.Micros);
    }
}
