using TaskSwarm.Kernel.Time;
using TaskSwarm.Scenarios.Format;
using TaskSwarm.Scenarios.ModelCollaboration.Learned;

namespace TaskSwarm.Scenarios.ModelCollaboration.Sections;

/// <summary>The section <c>collaboration</c> with <c>protocol: consensus</c>.</summary>
internal static class ConsensusSection
{
    private static readonly Field<Located<double>> Step = Field.WithDefault(
        "step", "how far a model moves towards each neighbour's in a step; stable below 2 / largest eigenvalue of the "
        + "graph's Laplacian", Shape.Number(above: 0, max: 10).Located(), or: "0.1");

    private static readonly Field<long> Steps = Field.WithDefault(
        "steps", "how many steps", Shape.WholeNumber(1, 100_000), or: "50");

    private static readonly Field<Located<SimDuration>> Every = Field.WithDefault(
        "every", "time between steps", Shape.Duration(above: "0s", max: "1d").Located(), or: "1s");

    /// <summary>The section.</summary>
    public static SectionShape<CollaborationRules> Shaped { get; } = Shape.Section<CollaborationRules>(
        "consensus", [GraphField.Graph, Step, Steps, Every, .. TrainingFields.All],
        read => new ConsensusRules(
            read.Get(GraphField.Graph), read.Get(Step), (int)read.Get(Steps), read.Get(Every),
            TrainingFields.Read(read)));
}
