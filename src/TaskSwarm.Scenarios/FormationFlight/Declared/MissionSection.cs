using TaskSwarm.Kernel.Time;
using TaskSwarm.Kernel.World;
using TaskSwarm.Scenarios.Format;

namespace TaskSwarm.Scenarios.FormationFlight.Declared;

/// <summary>The section <c>mission</c>: where the formation first stands, and its legs.</summary>
/// <param name="At">First place of the formation's origin, m.</param>
/// <param name="Heading">First direction.</param>
/// <param name="Legs">The legs.</param>
internal sealed record MissionSection(Vec3 At, Vec3 Heading, IReadOnlyList<MissionSection.LegSection> Legs)
{
    private const int MostLegs = 1000;
    private const int MostWaypoints = 10_000;

    private static readonly Field<Vec3> AtField = Field.Required(
        "at", "where the formation first stands: the place of its leader's slot", Points.Place);

    private static readonly Field<Vec3> HeadingField = Field.WithDefault(
        "heading", "the direction that is ahead at first", Points.Direction, or: "[1, 0]");

    private static readonly Field<Located<string>> Formation = Field.Required(
        "formation", "name of a formation", Shape.Name().Located());

    private static readonly Field<IReadOnlyList<Vec3>> Waypoints = Field.WithDefault(
        "waypoints", "points that the formation passes in order", Shape.List(Points.Place, 0, MostWaypoints),
        or: "[]");

    private static readonly Field<Located<double>> Speed = Field.WithDefault(
        "speed", "cruise speed", Shape.Speed(above: "0m/s", max: "100m/s").Located(), or: "6m/s");

    private static readonly Field<SimDuration> Hold = Field.WithDefault(
        "hold", "how long the formation is held at the end of the way", Shape.Duration(), or: "2s");

    private static readonly Field<SimDuration> FormWithin = Field.WithDefault(
        "formWithin", "after this time the leg goes on although not every drone is in its slot",
        Shape.Duration(above: "0s"), or: "40s");

    private static readonly Field<bool> OnTheWay = Field.WithDefault(
        "onTheWay", "whether the formation moves while it is still forming", Shape.Truth(), or: "false");

    private static readonly Field<IReadOnlyList<LegSection>> LegsField = Field.Required(
        "legs", "what is flown, leg after leg",
        Shape.List(
            Shape.Section(
                "a leg",
                [Formation, Waypoints, Speed, Hold, FormWithin, OnTheWay],
                read => new LegSection(
                    read.Get(Formation), read.Get(Waypoints), read.Get(Speed), read.Get(Hold), read.Get(FormWithin),
                    read.Get(OnTheWay))),
            1, MostLegs));

    /// <summary>The section as a file may write it.</summary>
    public static Shape<MissionSection> Shaped { get; } = Shape.Section(
        "the mission",
        [AtField, HeadingField, LegsField],
        Read);

    private static MissionSection Read(SectionReading read)
    {
        var heading = read.Get(HeadingField);
        if (heading.Length < 1e-9)
        {
            read.Problem(HeadingField, "[0, 0]", "a direction, such as [1, 0]");
        }

        return new MissionSection(read.Get(AtField), heading.Normalized(), read.Get(LegsField));
    }

    /// <summary>One leg as written.</summary>
    internal sealed record LegSection(
        Located<string> Formation,
        IReadOnlyList<Vec3> Waypoints,
        Located<double> Speed,
        SimDuration Hold,
        SimDuration FormWithin,
        bool OnTheWay);
}
