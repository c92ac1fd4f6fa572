using TaskSwarm.Scenarios.Format;
using TaskSwarm.Scenarios.ModelCollaboration.Learned;

namespace TaskSwarm.Scenarios.ModelCollaboration.Sections;

/// <summary>The field <c>poison</c> of a group of members.</summary>
internal static class PoisonSection
{
    private static readonly Field<double> Factor = Field.Required(
        "factor", "the change of the model that it reports is multiplied by this; -1 turns it round",
        Shape.Number(min: -1e6, max: 1e6));

    private static readonly Field<double> Noise = Field.Required(
        "noise", "standard deviation of normal noise on every parameter that it reports",
        Shape.Number(above: 0, max: 1e6));

    private static readonly Field<long> Labels = Field.Required(
        "labels", "it learns every image as one of a class so many higher, counted round",
        Shape.WholeNumber(1, 255));

    /// <summary>The section.</summary>
    public static Shape<Poison> Shaped { get; } = Shape.Keyed(
        "poison",
        ("factor", Shape.Section("a false change", [Factor], read => new Poison(read.Get(Factor), 0, 0))),
        ("noise", Shape.Section("noise", [Noise], read => new Poison(1, read.Get(Noise), 0))),
        ("labels", Shape.Section("false labels", [Labels], read => new Poison(1, 0, (int)read.Get(Labels)))));
}
