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

    private static readonly Field<long> Trim = Field.WithDefault(
        "trim", "of each number, how many of those above and of those below a member's own it leaves out: as many "
        + "liars as it must stand", Shape.WholeNumber(0, 100_000), or: "0");

    private static readonly Field<long> Heal = Field.WithDefault(
        "heal", "after so many steps without a word of a neighbour a member takes it to be lost, and steps with its "
        + "neighbours instead; 0: never", Shape.WholeNumber(0, 100_000), or: "0");

    /// <summary>The section.</summary>
    public static SectionShape<CollaborationRules> Shaped { get; } = Shape.Section<CollaborationRules>(
        "consensus", [GraphField.Graph, Step, Steps, Every, Trim, Heal, .. TrainingFields.All],
        read => new ConsensusRules(
            read.Get(GraphField.Graph), read.Get(Step), (int)read.Get(Steps), read.Get(Every), (int)read.Get(Trim),
            (int)read.Get(Heal), TrainingFields.Read(read)));
}
