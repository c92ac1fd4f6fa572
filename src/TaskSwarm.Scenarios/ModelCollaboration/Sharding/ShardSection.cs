using TaskSwarm.Scenarios.Format;
using TaskSwarm.Scenarios.ModelCollaboration.Learned;
using TaskSwarm.Scenarios.ModelCollaboration.Sections;

namespace TaskSwarm.Scenarios.ModelCollaboration.Sharding;

/// <summary>The section <c>collaboration</c> with <c>protocol: shard-training</c>.</summary>
internal static class ShardSection
{
    private static readonly Field<Located<long>> Shards = Field.WithDefault(
        "shards", "into how many shards the images of each member are cut; any member may train on any of them",
        Shape.WholeNumber(1, 1_000).Located(), or: "2");

    private static readonly Field<long> Rounds = Field.WithDefault(
        "rounds", "the most rounds; each trains on every shard once", Shape.WholeNumber(1, 100_000), or: "20");

    /// <summary>The section.</summary>
    public static SectionShape<CollaborationRules> Shaped { get; } = Shape.Section<CollaborationRules>(
        "shard training", [Shards, Rounds, RoundFields.Target, .. TrainingFields.All, RoundFields.ServerSpeed],
        read => new ShardRules(
            read.Get(Shards), (int)read.Get(Rounds), read.Get(RoundFields.Target), TrainingFields.Read(read),
            read.Get(RoundFields.ServerSpeed) * 1e9));
}
