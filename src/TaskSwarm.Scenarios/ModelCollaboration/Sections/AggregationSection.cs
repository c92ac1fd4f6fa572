using TaskSwarm.Learning.Aggregation;
using TaskSwarm.Scenarios.Format;

namespace TaskSwarm.Scenarios.ModelCollaboration.Sections;

/// <summary>The field <c>aggregation</c>: how the models of a round become one.</summary>
internal static class AggregationSection
{
    private static readonly Field<double> Share = Field.WithDefault(
        "trimmed-mean", "share of members left out at each end, number by number", Shape.Ratio(max: "0.49"), or: "20%");

    private static readonly Field<long> Liars = Field.Required(
        "krum", "how many liars it must stand; a round needs twice as many members and three more",
        Shape.WholeNumber(0, 10_000));

    private static readonly Field<long> Kept = Field.WithDefault(
        "keep", "how many of the nearest models are averaged; 1 is Krum itself", Shape.WholeNumber(1, 100_000),
        or: "1");

    /// <summary>The field as a file may write it.</summary>
    public static Shape<IAggregationRule> Shaped { get; } = Shape.Form(
        scalar: Shape.Choice<IAggregationRule>(
            ("average", new WeightedAverage()), ("median", new CoordinateMedian())),
        map: Shape.Keyed<IAggregationRule>(
            "an aggregation",
            ("trimmed-mean", Shape.Section<IAggregationRule>(
                "a trimmed mean", [Share], read => new TrimmedMean(read.Get(Share)))),
            ("krum", Shape.Section<IAggregationRule>(
                "Krum", [Liars, Kept], read => new Krum((int)read.Get(Liars), (int)read.Get(Kept))))));
}
