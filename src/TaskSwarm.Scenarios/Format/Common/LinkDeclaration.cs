using TaskSwarm.Kernel.Time;
using TaskSwarm.Kernel.World;

namespace TaskSwarm.Scenarios.Format.Common;

/// <summary>The qualities of links between some agents that differ from the network's.</summary>
/// <param name="From">Senders.</param>
/// <param name="To">Receivers.</param>
/// <param name="IsOneWay">Whether the way back keeps the network's qualities.</param>
/// <param name="Change">Makes the link from the network's.</param>
internal sealed record LinkDeclaration(
    IReadOnlyList<Located<string>> From, IReadOnlyList<Located<string>> To, bool IsOneWay,
    Func<LinkSpec, LinkSpec> Change)
{
    private static readonly Field<IReadOnlyList<Located<string>>> FromField = Field.Required(
        "from", "agents on one side: a name or pattern, or a list of them", CommonShapes.Names);

    private static readonly Field<IReadOnlyList<Located<string>>> ToField = Field.Required(
        "to", "agents on the other side", CommonShapes.Names);

    private static readonly Field<bool> OneWay = Field.WithDefault(
        "oneWay", "true: only from the first side to the second", Shape.Truth(), or: "false");

    private static readonly Field<SimDuration> Latency = Field.Optional(
        "latency", "least one-way delay of a message", CommonShapes.Latency);

    private static readonly Field<SimDuration> Jitter = Field.Optional(
        "jitter", "greatest extra delay, evenly distributed", Shape.Duration());

    private static readonly Field<double> Loss = Field.Optional(
        "loss", "share of messages that are lost", Shape.Ratio());

    private static readonly Field<long> Bandwidth = Field.Optional(
        "bandwidth", "what a sender can send", Shape.Bandwidth());

    private static readonly Field<double> Range = Field.Optional(
        "range", "greatest distance", Shape.Length(above: "0m"));

    public static SectionShape<LinkDeclaration> Shaped { get; } = Shape.Section(
        "a link",
        [FromField, ToField, OneWay, Latency, Jitter, Loss, Bandwidth, Range],
        read => new LinkDeclaration(read.Get(FromField), read.Get(ToField), read.Get(OneWay), link => new LinkSpec(
            read.Get(Latency, link.Latency))
        {
            Jitter = read.Get(Jitter, link.Jitter),
            Loss = read.Get(Loss, link.Loss),
            BitsPerSecond = read.Get(Bandwidth, link.BitsPerSecond),
            Range = read.Get(Range, link.Range),
        }));
}
