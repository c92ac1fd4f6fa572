using TaskSwarm.Kernel.Time;
using TaskSwarm.Scenarios.Format;

namespace TaskSwarm.Scenarios.ModelCollaboration.Delivery;

/// <summary>The field <c>drift</c>.</summary>
internal static class DriftSection
{
    private static readonly Field<SimDuration> Every = Field.Required(
        "every", "time between changes", Shape.Duration(above: "0s", max: "3650d"));

    private static readonly Field<double> Share = Field.WithDefault(
        "share", "share of contents that exchange their ranks among each other", Shape.Ratio(), or: "10%");

    /// <summary>The section.</summary>
    public static Shape<DriftTerms> Shaped { get; } = Shape.Section(
        "the drift", [Every, Share], read => new DriftTerms(read.Get(Every), read.Get(Share)));
}
