using TaskSwarm.Scenarios.Format;
using TaskSwarm.Scenarios.ModelCollaboration.Learned;

namespace TaskSwarm.Scenarios.ModelCollaboration.Sections;

/// <summary>The field <c>adjust</c> of a collaboration.</summary>
internal static class AdjustSection
{
    private static readonly Field<long> After = Field.WithDefault(
        "after", "after so many rounds without a better accuracy than ever before", Shape.WholeNumber(1, 1_000_000),
        or: "10");

    private static readonly Field<double> Rate = Field.WithDefault(
        "rate", "the learning rate is multiplied by this", Shape.Number(above: 0, max: 10), or: "0.5");

    private static readonly Field<double> Share = Field.WithDefault(
        "share", "the share of members in a round is multiplied by this", Shape.Number(min: 0.01, max: 100), or: "1");

    private static readonly Field<long> AtMost = Field.WithDefault(
        "atMost", "how often; then the collaboration ends instead", Shape.WholeNumber(1, 1000), or: "3");

    /// <summary>The section.</summary>
    public static Shape<AdjustRule> Shaped { get; } = Shape.Section(
        "an adjustment", [After, Rate, Share, AtMost],
        read => new AdjustRule(
            (int)read.Get(After), read.Get(Rate), read.Get(Share), (int)read.Get(AtMost)));
}
