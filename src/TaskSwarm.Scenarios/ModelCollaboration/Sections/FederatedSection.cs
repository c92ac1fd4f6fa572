using TaskSwarm.Kernel.Time;
using TaskSwarm.Learning.Aggregation;
using TaskSwarm.Scenarios.Format;
using TaskSwarm.Scenarios.ModelCollaboration.Learned;

namespace TaskSwarm.Scenarios.ModelCollaboration.Sections;

/// <summary>The section <c>collaboration</c> with <c>protocol: federated-averaging</c>.</summary>
internal static class FederatedSection
{
    private static readonly Field<long> Rounds = Field.WithDefault(
        "rounds", "the most rounds", Shape.WholeNumber(1, 1_000_000), or: "100");

    private static readonly Field<double> Share = Field.WithDefault(
        "share", "share of members that are drawn for each round, at least one member; C in the paper",
        Shape.Ratio(above: "0"), or: "10%");

    private static readonly Field<Located<IAggregationRule>> Aggregation = Field.WithDefault(
        "aggregation", "how the models of a round become one", AggregationSection.Shaped.Located(), or: "average");

    private static readonly Field<SimDuration> Deadline = Field.WithDefault(
        "deadline", "the most that a round waits for its members", Shape.Duration(above: "0s", max: "3650d"),
        or: "1h");

    private static readonly Field<SimDuration> Heartbeat = Field.WithDefault(
        "heartbeat", "how often a member tells that it is there; silent for three of these it is taken to be lost",
        Shape.Duration(above: "0s", max: "3650d"), or: "1s");

    private static readonly Field<double> Target = Field.WithDefault(
        "target", "accuracy on the test images at which the collaboration is over", Shape.Ratio(), or: "1");

    private static readonly Field<AdjustRule> Adjust = Field.Optional(
        "adjust", "what changes when accuracy no longer rises", AdjustSection.Shaped);

    private static readonly Field<double> ServerSpeed = Field.WithDefault(
        "serverSpeed", "billions of floating-point operations that the server does in a second",
        Shape.Number(min: 1e-6, max: 1e9), or: "1000");

    private static readonly Field<Located<CompressionRule>> Compression = Field.WithDefault(
        "compression", "how members shorten what they hand in", CompressionSection.Shaped.Located(), or: "none");

    private static readonly Field<Located<SecureRule>> Secure = Field.Optional(
        "secure", "sums in which the server sees no single update", SecureSection.Shaped.Located());

    private static readonly Field<Located<EdgeRule>> Edges = Field.Optional(
        "edges", "servers between members and the cloud", EdgeSection.Shaped.Located());

    /// <summary>The section.</summary>
    public static SectionShape<CollaborationRules> Shaped { get; } = Shape.Section<CollaborationRules>(
        "federated averaging",
        [
            Rounds, Share, .. TrainingFields.All, Aggregation, Deadline, Heartbeat, Target, Adjust, ServerSpeed,
            Compression, Secure, Edges,
        ],
        read => new FederatedRules
        {
            Rounds = (int)read.Get(Rounds),
            Share = read.Get(Share),
            Training = TrainingFields.Read(read),
            Aggregation = read.Get(Aggregation),
            Deadline = read.Get(Deadline),
            Heartbeat = read.Get(Heartbeat),
            Target = read.Get(Target),
            Adjust = read.Has(Adjust) ? read.Get(Adjust) : null,
            ServerSpeed = read.Get(ServerSpeed) * 1e9,
            Compression = read.Get(Compression),
            Secure = read.Has(Secure) ? read.Get(Secure) : null,
            Edges = read.Has(Edges) ? read.Get(Edges) : null,
        });
}
