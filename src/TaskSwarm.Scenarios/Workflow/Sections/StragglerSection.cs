using TaskSwarm.Scenarios.Crew;
using TaskSwarm.Scenarios.Format;

namespace TaskSwarm.Scenarios.Workflow.Sections;

/// <summary>The section <c>stragglers</c>.</summary>
internal static class StragglerSection
{
    private static readonly Field<double> Share = Field.Required(
        "share", "share of tasks that take longer than they should", Shape.Ratio());

    private static readonly Field<IReadOnlyList<double>> Factor = Field.WithDefault(
        "factor", "how many times longer, from and to", Shape.List(Shape.Number(min: 1, max: 1000), 2, 2),
        or: "[2, 4]");

    private static readonly Field<double> TakeBackAfter = Field.WithDefault(
        "takeBackAfter", "a task that has run for so many times its expected duration is taken back when another "
        + "unit is idle; 0: never", Shape.Number(min: 0, max: 1000), or: "0");

    /// <summary>The section.</summary>
    public static Shape<StragglerModel> Shaped { get; } = Shape.Section(
        "stragglers", [Share, Factor, TakeBackAfter], From);

    private static StragglerModel From(SectionReading read)
    {
        IReadOnlyList<double> factor = read.Get(Factor);
        if (factor[1] < factor[0])
        {
            read.Problem(Factor, "factors that fall", "the smaller factor first");
        }

        return new StragglerModel(read.Get(Share), factor[0], factor[1]) { TakeBackAfter = read.Get(TakeBackAfter) };
    }
}
