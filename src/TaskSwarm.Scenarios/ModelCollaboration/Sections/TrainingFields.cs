using TaskSwarm.Learning.Models;
using TaskSwarm.Scenarios.Format;

namespace TaskSwarm.Scenarios.ModelCollaboration.Sections;

/// <summary>The fields that say how a member trains, the same in every protocol.</summary>
internal static class TrainingFields
{
    private static readonly Field<double> Rate = Field.WithDefault(
        "rate", "learning rate", Shape.Number(above: 0, max: 1000), or: "0.1");

    private static readonly Field<long> Batch = Field.WithDefault(
        "batch", "images in a batch, 0 for all in one; B in McMahan et al. 2017", Shape.WholeNumber(0, 1_000_000),
        or: "10");

    private static readonly Field<long> Epochs = Field.WithDefault(
        "epochs", "passes of a member over its images; in each round, if there are rounds",
        Shape.WholeNumber(1, 10_000), or: "1");

    private static readonly Field<double> Momentum = Field.WithDefault(
        "momentum", "share of a step that the next one goes on with", Shape.Ratio(max: "0.9999"), or: "0");

    private static readonly Field<double> Proximal = Field.WithDefault(
        "proximal", "pull of a member's model towards the one that it began with: mu of FedProx",
        Shape.Number(min: 0, max: 1000), or: "0");

    /// <summary>The fields.</summary>
    public static IReadOnlyList<Field> All { get; } = [Rate, Batch, Epochs, Momentum, Proximal];

    /// <summary>What they say.</summary>
    public static SgdSettings Read(SectionReading read) => new(
        read.Get(Rate), (int)read.Get(Batch), (int)read.Get(Epochs), read.Get(Momentum), read.Get(Proximal));
}
