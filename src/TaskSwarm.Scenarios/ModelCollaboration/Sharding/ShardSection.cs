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

    private static readonly Field<double> Target = Field.WithDefault(
        "target", "accuracy on the test images at which the collaboration is over", Shape.Ratio(), or: "1");

    private static readonly Field<double> ServerSpeed = Field.WithDefault(
        "serverSpeed", "billions of floating-point operations that the server does in a second",
        Shape.Number(min: 1e-6, max: 1e9), or: "1000");

    /// <summary>The section.</summary>
    public static SectionShape<CollaborationRules> Shaped { get; } = Shape.Section<CollaborationRules>(
        "shard training", [Shards, Rounds, Target, .. TrainingFields.All, ServerSpeed],
        read => new ShardRules(
            read.Get(Shards), (int)read.Get(Rounds), read.Get(Target), TrainingFields.Read(read),
            read.Get(ServerSpeed) * 1e9));
}
