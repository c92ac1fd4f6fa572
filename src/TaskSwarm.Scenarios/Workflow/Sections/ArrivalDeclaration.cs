using TaskSwarm.Kernel.Time;
using TaskSwarm.Scenarios.Format;

namespace TaskSwarm.Scenarios.Workflow.Sections;

/// <summary>An entry of <c>jobs.phases[].arrivals</c>: which job arrives, and when.</summary>
/// <param name="Job">The template.</param>
/// <param name="Every">Mean time between arrivals, which is exponentially distributed; null: at stated times.</param>
/// <param name="At">The stated times, from the phase's beginning.</param>
/// <param name="LeastScale">Least factor of the work of a job's tasks.</param>
/// <param name="GreatestScale">Greatest factor of the work of a job's tasks.</param>
internal sealed record ArrivalDeclaration(
    Located<string> Job, SimDuration? Every, IReadOnlyList<Located<SimDuration>> At, double LeastScale,
    double GreatestScale)
{
    private static readonly Field<Located<string>> JobField = Field.Required(
        "job", "which template", Shape.Name().Located());

    private static readonly Field<SimDuration> EveryField = Field.Required(
        "every", "mean time between arrivals, which are a Poisson process",
        Shape.Duration(above: "0s", max: "3650d"));

    private static readonly Field<IReadOnlyList<Located<SimDuration>>> AtField = Field.Required(
        "at", "when, from the beginning of the phase", Shape.OneOrMore(Shape.Duration(max: "3650d").Located()));

    private static readonly Field<IReadOnlyList<double>> ScaleField = Field.WithDefault(
        "scale", "the work of all tasks of a job is multiplied by a factor drawn evenly between these two",
        Shape.List(Shape.Number(min: 0.001, max: 1000), 2, 2), or: "[1, 1]");

    /// <summary>The section.</summary>
    public static Shape<ArrivalDeclaration> Shaped { get; } = Shape.Keyed(
        "arrivals",
        ("every", Shape.Section("random arrivals", [JobField, EveryField, ScaleField], read => From(
            read, read.Get(EveryField), []))),
        ("at", Shape.Section("stated arrivals", [JobField, AtField, ScaleField], read => From(
            read, null, read.Get(AtField)))));

    private static ArrivalDeclaration From(
        SectionReading read, SimDuration? every, IReadOnlyList<Located<SimDuration>> at)
    {
        IReadOnlyList<double> scale = read.Get(ScaleField);
        if (scale[1] < scale[0])
        {
            read.Problem(ScaleField, "factors that fall", "the smaller factor first");
        }

        return new ArrivalDeclaration(read.Get(JobField), every, at, scale[0], scale[1]);
    }
}
