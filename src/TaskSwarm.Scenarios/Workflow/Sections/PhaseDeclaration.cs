using TaskSwarm.Kernel.Time;
using TaskSwarm.Scenarios.Format;

namespace TaskSwarm.Scenarios.Workflow.Sections;

/// <summary>An entry of <c>jobs.phases</c>; phases follow one another from the opening.</summary>
/// <param name="Name">Its name, for figures.</param>
/// <param name="For">How long it lasts.</param>
/// <param name="Arrivals">What arrives meanwhile.</param>
internal sealed record PhaseDeclaration(
    Located<string> Name, SimDuration For, IReadOnlyList<ArrivalDeclaration> Arrivals)
{
    private static readonly Field<Located<string>> NameField = Field.Required(
        "name", "its name, for figures", Shape.Name().Located());

    private static readonly Field<SimDuration> ForField = Field.Required(
        "for", "how long it lasts", Shape.Duration(above: "0s", max: "3650d"));

    private static readonly Field<IReadOnlyList<ArrivalDeclaration>> ArrivalsField = Field.WithDefault(
        "arrivals", "which jobs arrive meanwhile", Shape.List(ArrivalDeclaration.Shaped, 0, 1000), or: "[]");

    /// <summary>The section.</summary>
    public static Shape<PhaseDeclaration> Shaped { get; } = Shape.Section(
        "a phase", [NameField, ForField, ArrivalsField],
        read => new PhaseDeclaration(read.Get(NameField), read.Get(ForField), read.Get(ArrivalsField)));
}
