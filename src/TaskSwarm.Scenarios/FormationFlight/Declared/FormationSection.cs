using TaskSwarm.Kernel.World;
using TaskSwarm.Scenarios.Format;
using TaskSwarm.Scenarios.FormationFlight.Missions;

namespace TaskSwarm.Scenarios.FormationFlight.Declared;

/// <summary>An entry of the section <c>formations</c>, told apart by its shape. Its name is the key of the entry.
/// </summary>
internal static class FormationSection
{
    private const int MostOffsets = 10_000;

    private static readonly Field<double> Spacing = Field.WithDefault(
        "spacing", "distance between neighbours", Shape.Length(above: "0m", max: "10km"), or: "8m");

    private static readonly Field<double> Angle = Field.WithDefault(
        "angle", "half the angle between the arms", Shape.Angle(min: "10deg", max: "80deg"), or: "45deg");

    private static readonly Field<IReadOnlyList<Vec3>> Offsets = Field.Required(
        "offsets", "place of each slot: ahead, to the left, up; the leader's first",
        Shape.List(Points.Place, 1, MostOffsets));

    /// <summary>A formation as a file may write it; it has no name yet.</summary>
    public static Shape<FormationPlan> Shaped { get; } = Shape.Tagged(
        "a formation", "shape", "how the slots lie",
        ("vee", Shape.Section("a vee", [Spacing, Angle], read => new FormationPlan(
            "", FormationShape.Vee, read.Get(Spacing), read.Get(Angle) * 180 / Math.PI, []))),
        ("line", Plain("a line abreast", FormationShape.Line)),
        ("column", Plain("a column", FormationShape.Column)),
        ("circle", Plain("a circle", FormationShape.Circle)),
        ("grid", Plain("a grid", FormationShape.Grid)),
        ("custom", Shape.Section("a custom formation", [Offsets], read => new FormationPlan(
            "", FormationShape.Custom, 0, 0, read.Get(Offsets)))));

    private static SectionShape<FormationPlan> Plain(string what, FormationShape shape) => Shape.Section(
        what, [Spacing], read => new FormationPlan("", shape, read.Get(Spacing), 0, []));
}
