using TaskSwarm.Kernel.Time;
using TaskSwarm.Scenarios.Format;
using TaskSwarm.Scenarios.ModelCollaboration.Learned;
using TaskSwarm.Scenarios.ModelCollaboration.Sections;

namespace TaskSwarm.Scenarios.ModelCollaboration.Gossip;

/// <summary>The section <c>collaboration</c> with <c>protocol: gossip</c>.</summary>
internal static class GossipSection
{
    private static readonly Field<long> Exchanges = Field.WithDefault(
        "exchanges", "how many exchanges each member begins, if the duration of the run leaves time for them",
        Shape.WholeNumber(1, 1_000_000), or: "50");

    private static readonly Field<SimDuration> Every = Field.WithDefault(
        "every", "mean time between two instants at which a member wakes; exponentially distributed",
        Shape.Duration(above: "0s", max: "1d"), or: "1s");

    private static readonly Field<Located<SimDuration>> Timeout = Field.WithDefault(
        "timeout", "how long a member waits for an answer before it asks again",
        Shape.Duration(above: "0s", max: "1d").Located(), or: "500ms");

    private static readonly Field<long> Retries = Field.WithDefault(
        "retries", "how often it asks again before it gives an exchange up and takes the neighbour to be lost",
        Shape.WholeNumber(0, 10_000), or: "10");

    /// <summary>The section.</summary>
    public static SectionShape<CollaborationRules> Shaped { get; } = Shape.Section<CollaborationRules>(
        "gossip", [GraphField.Graph, Exchanges, Every, Timeout, Retries, .. TrainingFields.All],
        read => new GossipRules
        {
            Graph = read.Get(GraphField.Graph),
            Exchanges = (int)read.Get(Exchanges),
            Every = read.Get(Every),
            Timeout = read.Get(Timeout),
            Retries = (int)read.Get(Retries),
            Training = TrainingFields.Read(read),
        });
}
