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

    private static readonly Field<AdjustRule> Adjust = Field.Optional(
        "adjust", "what changes when accuracy no longer rises", AdjustSection.Shaped);

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
            Rounds, Share, .. TrainingFields.All, Aggregation, RoundFields.Deadline, RoundFields.Heartbeat,
            RoundFields.Target, Adjust, RoundFields.ServerSpeed, Compression, Secure, Edges,
        ],
        read => new FederatedRules
        {
            Rounds = (int)read.Get(Rounds),
            Share = read.Get(Share),
            Training = TrainingFields.Read(read),
            Aggregation = read.Get(Aggregation),
            Deadline = read.Get(RoundFields.Deadline),
            Heartbeat = read.Get(RoundFields.Heartbeat),
            Target = read.Get(RoundFields.Target),
            Adjust = read.Has(Adjust) ? read.Get(Adjust) : null,
            ServerSpeed = read.Get(RoundFields.ServerSpeed) * 1e9,
            Compression = read.Get(Compression),
            Secure = read.Has(Secure) ? read.Get(Secure) : null,
            Edges = read.Has(Edges) ? read.Get(Edges) : null,
        });
}
