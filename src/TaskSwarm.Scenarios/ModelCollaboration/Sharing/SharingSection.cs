using TaskSwarm.Kernel.Time;
using TaskSwarm.Scenarios.Format;
using TaskSwarm.Scenarios.ModelCollaboration.Learned;
using TaskSwarm.Scenarios.ModelCollaboration.Sections;

namespace TaskSwarm.Scenarios.ModelCollaboration.Sharing;

/// <summary>The section <c>collaboration</c> with <c>protocol: data-sharing</c>.</summary>
internal static class SharingSection
{
    private static readonly Field<Located<IReadOnlyList<RecordSchema>>> Schemas = Field.WithDefault(
        "schemas", "what records hold, version by version",
        Shape.List(SchemaSection.Shaped, 1, 100).Located(),
        or: "[{ version: 1, fields: { image: pixels, label: byte } }]");

    private static readonly Field<double> PerSecond = Field.WithDefault(
        "perSecond", "how many records a member collects in a second, until it has collected all its images",
        Shape.Number(above: 0, max: 1e6), or: "10");

    private static readonly Field<Located<SimDuration>> Every = Field.WithDefault(
        "every", "how often a member tells its neighbours how many records it has of whom",
        Shape.Duration(above: "0s", max: "1d").Located(), or: "1s");

    private static readonly Field<long> PerMessage = Field.WithDefault(
        "perMessage", "the most records in a message", Shape.WholeNumber(1, 100_000), or: "50");

    private static readonly Field<Located<SimDuration>> LearnAt = Field.Optional(
        "learnAt", "when members learn at the latest, from what they then have; left out: when they have all",
        Shape.Duration(above: "0s").Located());

    /// <summary>The section.</summary>
    public static SectionShape<CollaborationRules> Shaped { get; } = Shape.Section<CollaborationRules>(
        "data sharing", [GraphField.Graph, Schemas, PerSecond, Every, PerMessage, LearnAt, .. TrainingFields.All],
        read => new SharingRules
        {
            Graph = read.Get(GraphField.Graph),
            Schemas = read.Get(Schemas),
            PerSecond = read.Get(PerSecond),
            Every = read.Get(Every),
            PerMessage = (int)read.Get(PerMessage),
            LearnAt = read.Has(LearnAt) ? read.Get(LearnAt) : null,
            Training = TrainingFields.Read(read),
        });
}
