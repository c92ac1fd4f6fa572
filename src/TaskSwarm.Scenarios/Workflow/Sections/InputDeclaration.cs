using TaskSwarm.Scenarios.Format;

namespace TaskSwarm.Scenarios.Workflow.Sections;

/// <summary>What a task waits for: another task, and the bytes that it fetches from there.</summary>
/// <param name="From">The other task.</param>
/// <param name="Bytes">How much is carried if the two are on different units.</param>
internal sealed record InputDeclaration(Located<string> From, double Bytes)
{
    private static readonly Field<Located<string>> FromField = Field.Required(
        "from", "the task that makes it", Shape.Name().Located());

    private static readonly Field<long> BytesField = Field.Required("bytes", "how much it is", Shape.Bytes());

    /// <summary>The section.</summary>
    public static Shape<InputDeclaration> Shaped { get; } = Shape.Section(
        "an input", [FromField, BytesField],
        read => new InputDeclaration(read.Get(FromField), read.Get(BytesField)));
}
