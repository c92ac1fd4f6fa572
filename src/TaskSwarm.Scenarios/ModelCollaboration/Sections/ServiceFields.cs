using TaskSwarm.Scenarios.Format;
using TaskSwarm.Scenarios.ModelCollaboration.Learned;

namespace TaskSwarm.Scenarios.ModelCollaboration.Sections;

/// <summary>The fields of a group of members that say what they do where members serve.</summary>
internal static class ServiceFields
{
    private static readonly Field<long> Count = Field.Required(
        "count", "how many cases come to each of them", Shape.WholeNumber(1, 100_000));

    private static readonly Field<double> Rate = Field.WithDefault(
        "rate", "how many a second, in the mean", Shape.Number(min: 1e-6, max: 1e6), or: "1");

    private static readonly Field<(int Count, double Rate)> Cases = Field.Optional(
        "cases", "images that come to it and have to be told; protocol serving",
        Shape.Section("cases", [Count, Rate], read => ((int)read.Get(Count), read.Get(Rate))));

    private static readonly Field<double> Power = Field.Optional(
        "power", "what its device takes while it computes, watts; protocol serving", Shape.Number(min: 0, max: 1e9));

    private static readonly Field<double> Price = Field.Optional(
        "price", "what it charges for an answer; protocol serving", Shape.Number(min: 0, max: 1e9));

    /// <summary>The fields.</summary>
    public static IReadOnlyList<Field> All { get; } = [Cases, Power, Price];

    /// <summary>What they say; null if none is there.</summary>
    public static ServiceTraits? Read(SectionReading read)
    {
        if (!read.Has(Cases) && !read.Has(Power) && !read.Has(Price))
        {
            return null;
        }

        (int count, double rate) = read.Get(Cases, (0, 0));
        return new ServiceTraits(count, rate, read.Get(Power, 0), read.Get(Price, 0));
    }
}
