using TaskSwarm.Kernel.Time;

namespace TaskSwarm.Scenarios.Format;

/// <summary>The shapes that values may have. Bounds of quantities are written as in a file, <c>min: "1us"</c>, and
/// messages show them so; <c>above</c> is a bound that is itself refused.</summary>
/// <example><code>
/// private static readonly Field&lt;double&gt; Mass =
///     Field.WithDefault("mass", "mass of one drone with its battery", Shape.Mass(above: "0kg"), or: "1.5kg");
/// private static readonly Field&lt;long&gt; Count =
///     Field.Required("count", "how many drones fly", Shape.WholeNumber(1, ScenarioLimits.Agents));
/// internal static readonly SectionShape&lt;Drones&gt; Section =
///     Shape.Section("the swarm", [Count, Mass], read => new Drones(read.Get(Count), read.Get(Mass)));
/// </code></example>
public static class Shape
{
    /// <summary>The bound of lists for which none is declared.</summary>
    internal const int LongestList = 100_000;

    private const int LongestText = 1000;

    /// <summary>True or false.</summary>
    public static Shape<bool> Truth() => new TruthShape();

    /// <summary>A whole number.</summary>
    public static Shape<long> WholeNumber(long? min = null, long? max = null) =>
        new WholeNumberShape(new ValueRange<long>(WholeNumberShape.BoundOf(min), WholeNumberShape.BoundOf(max), false));

    /// <summary>A finite number without a unit.</summary>
    public static Shape<double> Number(double? min = null, double? max = null, double? above = null) =>
        new NumberShape(new ValueRange<double>(
            NumberShape.BoundOf(min ?? above), NumberShape.BoundOf(max), above is not null));

    /// <summary>A free text of at most 1000 characters.</summary>
    public static Shape<string> Text() => new TextShape("a text of 1 to 1000 characters", null, LongestText);

    /// <summary>A text that matches a whole regular expression (of those that .NET and ECMAScript agree on).</summary>
    /// <param name="what">Noun phrase for messages.</param>
    /// <param name="pattern">The expression, without anchors.</param>
    public static Shape<string> Text(string what, string pattern) => new TextShape(what, pattern, LongestText);

    /// <summary>A name of letters, digits, '.', '_' and '-', as agents, squads and tasks have.</summary>
    public static Shape<string> Name() => new TextShape(
        "a name of 1 to 64 letters, digits, '.', '_' and '-' that starts with a letter or digit",
        "[A-Za-z0-9][A-Za-z0-9._-]{0,63}", LongestText);

    /// <summary>A name, or a pattern of names in which * stands for any characters and ? for one.</summary>
    public static Shape<string> NamePattern() => new TextShape(
        "a name, or a pattern of names with * and ?", "[A-Za-z0-9*?][A-Za-z0-9._*?-]{0,63}", LongestText);

    /// <summary>One of a few words, each with its value.</summary>
    public static Shape<T> Choice<T>(params (string Word, T Value)[] choices) => new ChoiceShape<T>(choices);

    /// <summary>A list of values of one shape.</summary>
    public static Shape<IReadOnlyList<T>> List<T>(Shape<T> item, int min = 0, int max = LongestList) =>
        new ListShape<T>(item, min, max);

    /// <summary>A list, or one value that stands for a list of one.</summary>
    public static Shape<IReadOnlyList<T>> OneOrMore<T>(Shape<T> item, int max = LongestList) =>
        new FormShape<IReadOnlyList<T>>(item.Select<IReadOnlyList<T>>(one => [one]), List(item, 1, max), null);

    /// <summary>A map from names that the user chooses to values of one shape, in the order of the file.</summary>
    public static Shape<IReadOnlyList<KeyValuePair<string, T>>> Map<T>(
        Shape<T> item, int min = 0, int max = LongestList) => new MapShape<T>(Name(), item, min, max);

    /// <summary>A value that may be written in two or three forms, told apart by being a scalar, a list or a map.
    /// </summary>
    public static Shape<T> Form<T>(Shape<T>? scalar = null, Shape<T>? list = null, Shape<T>? map = null) =>
        new FormShape<T>(scalar, list, map);

    /// <summary>A map with declared fields. The function runs only when every field is good, and may report
    /// problems between fields.</summary>
    /// <param name="what">Noun phrase for messages, such as "the swarm".</param>
    /// <param name="fields">The fields; a name once.</param>
    /// <param name="build">Makes the value.</param>
    public static SectionShape<T> Section<T>(string what, IReadOnlyList<Field> fields, Func<SectionReading, T> build) =>
        new(what, fields, build);

    /// <summary>A map of one of several shapes, told apart by a key that is required there and nowhere else.</summary>
    public static Shape<T> Keyed<T>(string what, params (string Key, SectionShape<T> Shape)[] variants) =>
        new KeyedShape<T>(what, variants);

    /// <summary>A map of one of several shapes, told apart by the word under <paramref name="key"/>, which the
    /// variants do not declare themselves.</summary>
    public static Shape<T> Tagged<T>(
        string what, string key, string description, params (string Word, SectionShape<T> Shape)[] variants) =>
        new TaggedShape<T>(what, key, description, variants);

    /// <summary>A span of simulated time, exact to the microsecond. A number without a unit is refused, but 0.
    /// </summary>
    public static Shape<SimDuration> Duration(string? min = "0s", string? above = null, string? max = "36500d") =>
        Exact(Quantity.Time, min, above, max).Select(micros => new SimDuration(micros));

    /// <summary>A size in whole bytes.</summary>
    public static Shape<long> Bytes(string? min = "0B", string? above = null, string? max = null) =>
        Exact(Quantity.Bytes, min, above, max);

    /// <summary>A bandwidth in whole bits per second.</summary>
    public static Shape<long> Bandwidth(string? min = null, string? above = "0bit/s", string? max = null) =>
        Exact(Quantity.Bandwidth, min, min is null ? above : null, max);

    /// <summary>A length in metres; a bare number is metres.</summary>
    public static Shape<double> Length(string? min = null, string? above = null, string? max = null) =>
        Real(Quantity.Length, min, above, max);

    /// <summary>A speed in m/s; a bare number is m/s.</summary>
    public static Shape<double> Speed(string? min = null, string? above = null, string? max = null) =>
        Real(Quantity.Speed, min, above, max);

    /// <summary>An acceleration in m/s^2; a bare number is m/s^2.</summary>
    public static Shape<double> Acceleration(string? min = null, string? above = null, string? max = null) =>
        Real(Quantity.Acceleration, min, above, max);

    /// <summary>A force in newtons; a bare number is newtons.</summary>
    public static Shape<double> Force(string? min = null, string? above = null, string? max = null) =>
        Real(Quantity.Force, min, above, max);

    /// <summary>A mass in kilograms.</summary>
    public static Shape<double> Mass(string? min = "0kg", string? above = null, string? max = null) =>
        Real(Quantity.Mass, min, above, max);

    /// <summary>An energy in joules.</summary>
    public static Shape<double> Energy(string? min = "0J", string? above = null, string? max = null) =>
        Real(Quantity.Energy, min, above, max);

    /// <summary>A power in watts.</summary>
    public static Shape<double> Power(string? min = "0W", string? above = null, string? max = null) =>
        Real(Quantity.Power, min, above, max);

    /// <summary>An angle in radians.</summary>
    public static Shape<double> Angle(string? min = null, string? above = null, string? max = null) =>
        Real(Quantity.Angle, min, above, max);

    /// <summary>A frequency in hertz.</summary>
    public static Shape<double> Frequency(string? min = null, string? above = "0Hz", string? max = null) =>
        Real(Quantity.Frequency, min, min is null ? above : null, max);

    /// <summary>A share, from 0 to 1 if not bounded otherwise: <c>0.5%</c> or <c>0.005</c>.</summary>
    public static Shape<double> Ratio(string? min = "0", string? above = null, string? max = "1") =>
        Real(Quantity.Ratio, min, above, max);

    private static QuantityShape<long> Exact(Quantity quantity, string? min, string? above, string? max) =>
        new(quantity, QuantityScale.ExactNumber, QuantityScale.Exact, above is null ? min : null, above, max);

    private static QuantityShape<double> Real(Quantity quantity, string? min, string? above, string? max) =>
        new(quantity, QuantityScale.RealNumber, QuantityScale.Real, above is null ? min : null, above, max);
}
