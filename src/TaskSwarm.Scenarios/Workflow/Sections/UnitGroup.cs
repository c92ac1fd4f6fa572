using TaskSwarm.Scenarios.Assignments.Sections;
using TaskSwarm.Scenarios.Format;

namespace TaskSwarm.Scenarios.Workflow.Sections;

/// <summary>An entry of <c>units</c>: some processing units that are alike.</summary>
internal sealed record UnitGroup
{
    private static readonly Field<Located<string>> NameField = Field.Required(
        "name", "name of the unit; with a count, what the numbered names begin with", Shape.Name().Located());

    private static readonly Field<long> CountField = Field.WithDefault(
        "count", "how many there are", Shape.WholeNumber(1, 10_000), or: "1");

    private static readonly Field<double> SpeedField = Field.WithDefault(
        "speed", "units of work that it does in a second", Shape.Number(min: 0.001, max: 1e6), or: "1");

    private static readonly Field<long> CoresField = Field.WithDefault(
        "cores", "how many cores tasks can take at once", Shape.WholeNumber(1, 10_000), or: "1");

    private static readonly Field<long> StorageField = Field.Optional(
        "storage", "the most that one task may store; no bound if left out", Shape.Bytes(above: "0B"));

    private static readonly Field<long> BandwidthField = Field.Optional(
        "bandwidth", "at which it sends and receives inputs; transfers take no time if left out", Shape.Bandwidth());

    private static readonly Field<Located<IReadOnlyList<string>>> SkillsField = Field.WithDefault(
        "skills", "what it can do", PairShapes.Skills, or: "[]");

    private static readonly Field<double> PriceField = Field.WithDefault(
        "price", "cost of a second of work", Shape.Number(min: 0, max: 1e9), or: "0");

    public required Located<string> Name { get; init; }

    public int Count { get; init; }

    public double Speed { get; init; }

    public int Cores { get; init; }

    /// <summary>Bytes.</summary>
    public double Storage { get; init; }

    public double BytesPerSecond { get; init; }

    public required Located<IReadOnlyList<string>> Skills { get; init; }

    public double Price { get; init; }

    /// <summary>The section.</summary>
    public static Shape<UnitGroup> Shaped { get; } = Shape.Section(
        "a group of units",
        [NameField, CountField, SpeedField, CoresField, StorageField, BandwidthField, SkillsField, PriceField],
        read => new UnitGroup
        {
            Name = read.Get(NameField),
            Count = (int)read.Get(CountField),
            Speed = read.Get(SpeedField),
            Cores = (int)read.Get(CoresField),
            Storage = read.Has(StorageField) ? read.Get(StorageField) : double.PositiveInfinity,
            BytesPerSecond = read.Has(BandwidthField) ? read.Get(BandwidthField) / 8.0 : double.PositiveInfinity,
            Skills = read.Get(SkillsField),
            Price = read.Get(PriceField),
        });

    /// <summary>The names of its units.</summary>
    public IEnumerable<string> Names => NumberedNames.Of(Name.Value, Count);
}
