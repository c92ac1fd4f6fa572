using TaskSwarm.Learning.Data;
using TaskSwarm.Scenarios.Format;

namespace TaskSwarm.Scenarios.ModelCollaboration.Sections;

/// <summary>The section <c>data</c>: which images, and how they are dealt out.</summary>
/// <param name="Source">Name of the data set.</param>
/// <param name="ShardsEach">Shards of a member, if images are sorted by class first; null if they are not.</param>
/// <param name="IsWhole">Whether each member gets all images of the classes that it learns, as others may too.</param>
internal sealed record DataSection(Located<string> Source, int? ShardsEach, bool IsWhole)
{
    private static readonly Field<Located<string>> SourceField = Field.WithDefault(
        "source", "the data set", Shape.Choice([.. DataSets.Names.Select(name => (name, name))]).Located(),
        or: DataSets.Subset);

    private static readonly Field<string> SplitField = Field.WithDefault(
        "split", "identical: shuffled and dealt out; by-class: sorted by class and cut into shards, of which each "
        + "member gets a few; whole: every member gets all images of the classes that it learns",
        Shape.Choice([.. new[] { "identical", "by-class", "whole" }.Select(name => (name, name))]),
        or: "identical");

    private static readonly Field<long> ShardsField = Field.WithDefault(
        "shards", "with the split by-class, how many shards a member gets", Shape.WholeNumber(1, 1000), or: "2");

    /// <summary>The section as a file may write it.</summary>
    public static Shape<DataSection> Shaped { get; } = Shape.Section(
        "the data", [SourceField, SplitField, ShardsField],
        read => new DataSection(
            read.Get(SourceField), read.Get(SplitField) == "by-class" ? (int)read.Get(ShardsField) : null,
            read.Get(SplitField) == "whole"));
}
