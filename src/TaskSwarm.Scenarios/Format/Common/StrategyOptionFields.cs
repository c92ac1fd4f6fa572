using TaskSwarm.Kernel.Allocation;

namespace TaskSwarm.Scenarios.Format.Common;

/// <summary>The fields of <c>allocation</c> that become <see cref="StrategyOptions"/>.</summary>
/// <param name="arm">How a strategy among which another chooses is named.</param>
/// <param name="rules">The variants of all strategies.</param>
internal sealed class StrategyOptionFields(Shape<string> arm, IEnumerable<string> rules)
{
    private readonly Field<Located<string>> rule = Field.Optional(
        "rule", "the variant of a strategy that has some, such as round-robin",
        Shape.Choice([.. rules.Distinct().Select(r => (r, r))]).Located());

    private static readonly Field<IReadOnlyList<KeyValuePair<string, Located<string>>>> Table = Field.WithDefault(
        "table", "the fixed table of the strategy static: agents' names by tasks' names",
        Shape.Map(Shape.Name().Located()), or: "{}");

    private static readonly Field<long> MaxRounds = Field.WithDefault(
        "maxRounds", "rounds of one call in iterated strategies, and of improvement in auctions",
        Shape.WholeNumber(1, 1000), or: "3");

    private static readonly Field<double> Effort = Field.WithDefault(
        "effort", "how long solvers and searches may go on: deterministic seconds of the solver, or a factor on "
        + "the iterations of a search", Shape.Number(above: 0, max: 10_000), or: "1");

    private static readonly Field<long> Population = Field.WithDefault(
        "population", "individuals of a population; 0 leaves it to the strategy", Shape.WholeNumber(0, 10_000),
        or: "0");

    private static readonly Field<long> Generations = Field.WithDefault(
        "generations", "generations or sweeps; 0 leaves it to the strategy", Shape.WholeNumber(0, 1_000_000),
        or: "0");

    private static readonly Field<long> Window = Field.WithDefault(
        "window", "how many answers back an adaptive strategy looks; 0 leaves it to the strategy",
        Shape.WholeNumber(0, 1_000_000), or: "0");

    private readonly Field<IReadOnlyList<string>> arms = Field.WithDefault(
        "arms", "the strategies among which an adaptive one chooses; empty for the usual ones",
        Shape.List(arm, 0, 100), or: "[]");

    /// <summary>The fields.</summary>
    public IReadOnlyList<Field> All => [rule, Table, MaxRounds, Effort, Population, Generations, arms, Window];

    /// <summary>The rule, and where it was written; null if it was not.</summary>
    public Located<string>? RuleOf(SectionReading read) => read.Has(rule) ? read.Get(rule) : null;

    /// <summary>The agents of the table, and where they were written.</summary>
    public static IReadOnlyList<Located<string>> TableAgentsOf(SectionReading read) =>
        [.. read.Get(Table).Select(static e => e.Value)];

    /// <summary>What they say.</summary>
    public StrategyOptions From(SectionReading read) => new()
    {
        Rule = RuleOf(read)?.Value,
        Table = new SortedDictionary<string, string>(
            read.Get(Table).ToDictionary(e => e.Key, e => e.Value.Value, StringComparer.Ordinal),
            StringComparer.Ordinal),
        MaxRounds = (int)read.Get(MaxRounds),
        Effort = read.Get(Effort),
        Population = (int)read.Get(Population),
        Generations = (int)read.Get(Generations),
        Arms = read.Get(arms),
        Window = (int)read.Get(Window),
    };
}
