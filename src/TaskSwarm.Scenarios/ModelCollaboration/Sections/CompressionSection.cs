using TaskSwarm.Scenarios.Format;
using TaskSwarm.Scenarios.ModelCollaboration.Learned;

namespace TaskSwarm.Scenarios.ModelCollaboration.Sections;

/// <summary>The field <c>compression</c>: how members shorten what they hand in.</summary>
internal static class CompressionSection
{
    private static readonly Field<long> Bits = Field.Required(
        "bits", "bits of a number; it is rounded at random to one of the two levels around it",
        Shape.WholeNumber(2, 16));

    private static readonly Field<double> Top = Field.Required(
        "top", "share of the numbers that is handed in, the largest ones; the others wait for a later round",
        Shape.Ratio(above: "0"));

    /// <summary>The field as a file may write it.</summary>
    public static Shape<CompressionRule> Shaped { get; } = Shape.Form(
        scalar: Shape.Choice(("none", CompressionRule.None)),
        map: Shape.Keyed(
            "a compression",
            ("bits", Shape.Section("rounding", [Bits], read => new CompressionRule((int)read.Get(Bits), 0))),
            ("top", Shape.Section("the largest numbers", [Top], read => new CompressionRule(0, read.Get(Top))))));
}
