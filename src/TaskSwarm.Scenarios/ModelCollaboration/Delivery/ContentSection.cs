using TaskSwarm.Scenarios.Format;

namespace TaskSwarm.Scenarios.ModelCollaboration.Delivery;

/// <summary>The field <c>contents</c>.</summary>
internal static class ContentSection
{
    /// <summary>A message says its bytes in 31 bits, headers included.</summary>
    private const string Largest = "2GB";

    private static readonly Field<long> Count = Field.WithDefault(
        "count", "how many contents there are", Shape.WholeNumber(1, 1_000_000), or: "100");

    private static readonly Field<long> Least = Field.Required(
        "from", "size of the smallest", Shape.Bytes(above: "0B", max: Largest));

    private static readonly Field<long> Greatest = Field.Required(
        "to", "size of the largest; sizes are evenly distributed between", Shape.Bytes(above: "0B", max: Largest));

    private static readonly Field<(int Least, int Greatest)> Size = Field.WithDefault(
        "size", "size of each content", Shape.Form(
            scalar: Shape.Bytes(above: "0B", max: Largest).Select(bytes => ((int)bytes, (int)bytes)),
            map: Shape.Section("sizes", [Least, Greatest], ReadSizes)), or: "1MB");

    private static readonly Field<double> Popularity = Field.WithDefault(
        "popularity", "exponent of Zipf's law: the content of rank r is asked for in proportion to 1 / r^exponent",
        Shape.Number(min: 0, max: 10), or: "0.8");

    /// <summary>The section.</summary>
    public static Shape<ContentTerms> Shaped { get; } = Shape.Section(
        "the contents", [Count, Size, Popularity],
        read => new ContentTerms(
            (int)read.Get(Count), read.Get(Size).Least, read.Get(Size).Greatest, read.Get(Popularity)));

    private static (int Least, int Greatest) ReadSizes(SectionReading read)
    {
        (long least, long greatest) = (read.Get(Least), read.Get(Greatest));
        if (greatest < least)
        {
            read.Problem(Greatest, $"{greatest} bytes", $"at least the smallest's {least} bytes");
        }

        return ((int)least, (int)Math.Max(least, greatest));
    }
}
