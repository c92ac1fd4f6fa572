using TaskSwarm.Kernel.Time;
using TaskSwarm.Scenarios.Format;
using TaskSwarm.Scenarios.ModelCollaboration.Learned;

namespace TaskSwarm.Scenarios.ModelCollaboration.Sections;

/// <summary>The field <c>secure</c>: sums in which the server sees no single update.</summary>
internal static class SecureSection
{
    private static readonly Field<double> Threshold = Field.WithDefault(
        "threshold", "share of a round's members that must be left to take masks off; with half of them or fewer a "
        + "server could ask one half for one secret of a member and the other half for the other",
        Shape.Ratio(above: "0.5"), or: "60%");

    private static readonly Field<SimDuration> Step = Field.WithDefault(
        "step", "how long each step waits: shares, masked models, and shares that take masks off",
        Shape.Duration(above: "0s", max: "3650d"), or: "10s");

    private static readonly Field<SimDuration> Resend = Field.WithDefault(
        "resend", "how often whoever has not answered is asked again", Shape.Duration(above: "0s", max: "3650d"),
        or: "1s");

    /// <summary>The section.</summary>
    public static Shape<SecureRule> Shaped { get; } = Shape.Section(
        "secure aggregation", [Threshold, Step, Resend],
        read => new SecureRule(read.Get(Threshold), read.Get(Step), read.Get(Resend)));
}
