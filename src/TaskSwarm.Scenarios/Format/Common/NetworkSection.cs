using TaskSwarm.Kernel.Time;
using TaskSwarm.Kernel.World;

namespace TaskSwarm.Scenarios.Format.Common;

/// <summary>The section <c>network</c>: one link for all, and links that differ.</summary>
/// <param name="Base">The link of agents that no entry of <c>links</c> names.</param>
/// <param name="Links">The links that differ; the last one that fits wins.</param>
internal sealed record NetworkSection(LinkSpec Base, IReadOnlyList<LinkDeclaration> Links)
{
    private const int MostLinks = 100;

    private static readonly Field<SimDuration> Latency = Field.WithDefault(
        "latency", "least one-way delay of a message", CommonShapes.Latency, or: "10ms");

    private static readonly Field<SimDuration> Jitter = Field.WithDefault(
        "jitter", "greatest extra delay of a message, evenly distributed from 0", Shape.Duration(), or: "0s");

    private static readonly Field<double> Loss = Field.WithDefault(
        "loss", "share of messages that are lost", Shape.Ratio(), or: "0%");

    private static readonly Field<long> Bandwidth = Field.Optional(
        "bandwidth", "what one agent can send; unlimited if left out", Shape.Bandwidth());

    private static readonly Field<double> Range = Field.Optional(
        "range", "greatest distance between sender and receiver; unlimited if left out", Shape.Length(above: "0m"));

    private static readonly Field<IReadOnlyList<LinkDeclaration>> LinksField = Field.WithDefault(
        "links", "links between some agents that differ; the last one that fits wins",
        Shape.List(LinkDeclaration.Shaped, 0, MostLinks), or: "[]");

    public static SectionShape<NetworkSection> Shaped { get; } = Shape.Section(
        "the network",
        [Latency, Jitter, Loss, Bandwidth, Range, LinksField],
        read => new NetworkSection(
            new LinkSpec(read.Get(Latency))
            {
                Jitter = read.Get(Jitter),
                Loss = read.Get(Loss),
                BitsPerSecond = read.Get(Bandwidth, 0),
                Range = read.Get(Range, 0),
            },
            read.Get(LinksField)));
}
