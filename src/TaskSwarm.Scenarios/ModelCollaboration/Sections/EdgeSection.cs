using TaskSwarm.Kernel.Time;
using TaskSwarm.Scenarios.Format;
using TaskSwarm.Scenarios.ModelCollaboration.Learned;

namespace TaskSwarm.Scenarios.ModelCollaboration.Sections;

/// <summary>The field <c>edges</c>: servers between members and the cloud.</summary>
internal static class EdgeSection
{
    private static readonly Field<long> Count = Field.Required(
        "count", "how many; members are dealt to them in turn", Shape.WholeNumber(1, 10_000));

    private static readonly Field<long> Rounds = Field.WithDefault(
        "rounds", "how often an edge averages its own members in a round of the cloud", Shape.WholeNumber(1, 1_000),
        or: "1");

    private static readonly Field<SimDuration> Deadline = Field.WithDefault(
        "deadline", "the most that a round of the cloud waits for its edges",
        Shape.Duration(above: "0s", max: "3650d"), or: "1d");

    /// <summary>The section.</summary>
    public static Shape<EdgeRule> Shaped { get; } = Shape.Section(
        "edges", [Count, Rounds, Deadline],
        read => new EdgeRule((int)read.Get(Count), (int)read.Get(Rounds), read.Get(Deadline)));
}
