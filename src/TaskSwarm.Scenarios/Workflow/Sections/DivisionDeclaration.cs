using TaskSwarm.Kernel.Time;
using TaskSwarm.Scenarios.Format;

namespace TaskSwarm.Scenarios.Workflow.Sections;

/// <summary>The section <c>divisible</c> of a task.</summary>
/// <param name="Least">At least so many parts.</param>
/// <param name="Greatest">At most so many parts.</param>
/// <param name="Overhead">What each part takes beyond its share.</param>
internal sealed record DivisionDeclaration(int Least, int Greatest, SimDuration Overhead)
{
    private static readonly Field<long> LeastField = Field.WithDefault(
        "least", "at least so many parts", Shape.WholeNumber(1, 1000), or: "1");

    private static readonly Field<long> GreatestField = Field.Required(
        "greatest", "at most so many parts", Shape.WholeNumber(1, 1000));

    private static readonly Field<SimDuration> OverheadField = Field.WithDefault(
        "overhead", "what each part takes beyond its share of the work", Shape.Duration(max: "1d"), or: "0s");

    /// <summary>The section.</summary>
    public static Shape<DivisionDeclaration> Shaped { get; } = Shape.Section(
        "how a task is split", [LeastField, GreatestField, OverheadField], From);

    private static DivisionDeclaration From(SectionReading read)
    {
        (int least, int greatest) = ((int)read.Get(LeastField), (int)read.Get(GreatestField));
        if (greatest < least)
        {
            read.Problem(GreatestField, $"{greatest} parts", $"at least the least number of parts, which is {least}");
        }

        return new DivisionDeclaration(least, greatest, read.Get(OverheadField));
    }
}
