using TaskSwarm.Kernel.Time;
using TaskSwarm.Scenarios.Format;

namespace TaskSwarm.Scenarios.Workflow.Sections;

/// <summary>The section <c>jobs</c>: task graphs that arrive while others run.</summary>
/// <param name="Most">At most so many arrivals.</param>
/// <param name="Templates">What may arrive, by name.</param>
/// <param name="Phases">When it does.</param>
internal sealed record JobsSection(
    int Most, IReadOnlyList<KeyValuePair<string, JobTemplate>> Templates, IReadOnlyList<PhaseDeclaration> Phases)
{
    private static readonly Field<long> MostField = Field.WithDefault(
        "most", "more arrivals are an error", Shape.WholeNumber(1, 100_000), or: "1000");

    private static readonly Field<IReadOnlyList<KeyValuePair<string, JobTemplate>>> TemplatesField = Field.Required(
        "templates", "task graphs by name, of which any number may arrive", Shape.Map(JobTemplate.Shaped, 1, 1000));

    private static readonly Field<IReadOnlyList<PhaseDeclaration>> PhasesField = Field.Required(
        "phases", "spans of time, one after another, with arrivals of their own",
        Shape.List(PhaseDeclaration.Shaped, 1, 1000));

    /// <summary>The section.</summary>
    public static Shape<JobsSection> Shaped { get; } = Shape.Section(
        "the jobs", [MostField, TemplatesField, PhasesField],
        read => new JobsSection((int)read.Get(MostField), read.Get(TemplatesField), read.Get(PhasesField)));

    /// <summary>The names of the phases and when they begin.</summary>
    public IReadOnlyList<(string Name, SimTime From)> BeginningsFrom(SimTime opening)
    {
        var beginnings = new List<(string, SimTime)>();
        foreach (PhaseDeclaration phase in Phases)
        {
            beginnings.Add((phase.Name.Value, opening));
            opening += phase.For;
        }

        return beginnings;
    }
}
