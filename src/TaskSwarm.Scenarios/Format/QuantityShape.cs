using System.Numerics;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace TaskSwarm.Scenarios.Format;

/// <summary>A number with a unit.</summary>
/// <typeparam name="T">What the number is counted in, in the quantity's base unit.</typeparam>
internal sealed class QuantityShape<T> : ScalarShape<T> where T : struct, INumber<T>
{
    private readonly Quantity quantity;
    private readonly Func<string, Unit, T?> scale;
    private readonly ValueRange<T> range;
    private readonly string pattern;
    private readonly Regex text;

    /// <summary>Declares a quantity with its bounds written as a user would.</summary>
    public QuantityShape(
        Quantity quantity, string number, Func<string, Unit, T?> scale, string? min, string? above, string? max)
    {
        this.quantity = quantity;
        this.scale = scale;
        range = new ValueRange<T>(BoundOf(min ?? above), BoundOf(max), above is not null);
        var sign = range.Min is { } low && !T.IsNegative(low.Value) ? "" : "-?";
        var symbols = string.Join('|', Symbols.Select(Regex.Escape));
        pattern = $"{sign}{number} ?(?:{symbols})";
        text = Whole(pattern);
    }

    internal override string Expected => $"{quantity.Name}{range.Words}, such as {quantity.Examples}";

    private IEnumerable<string> Symbols => quantity.Units.Select(unit => unit.Symbol).Where(symbol => symbol != "");

    internal override JsonObject Schema()
    {
        var withUnit = new JsonObject { ["type"] = "string", ["pattern"] = ForSchema(pattern) };
        if (!quantity.AllowsBare)
        {
            return range.Contains(T.Zero)
                ? AnyOf(withUnit, new JsonObject { ["type"] = "number", ["minimum"] = 0, ["maximum"] = 0 })
                : withUnit;
        }
        var bare = new ValueRange<double>(AsDouble(range.Min), AsDouble(range.Max), range.IsAbove);
        return AnyOf(withUnit, NumberShape.WithBounds(new JsonObject { ["type"] = "number" }, bare));
    }

    protected override bool TryParse(ScalarNode scalar, out T value)
    {
        T? parsed = scalar.Kind switch
        {
            ScalarKind.Number when scalar.Number == 0 => T.Zero,
            ScalarKind.Number when quantity.AllowsBare => scale(scalar.Text, quantity.Units[0]),
            ScalarKind.Text when text.IsMatch(scalar.Text) => Split(scalar.Text),
            _ => null,
        };
        value = parsed.GetValueOrDefault();
        return parsed is not null && range.Contains(value);
    }

    protected override string? Hint(ScalarNode scalar)
    {
        if (scalar.Kind == ScalarKind.Number)
        {
            return quantity.AllowsBare || scalar.Number == 0 ? null : "write the unit";
        }
        if (text.IsMatch(scalar.Text) && Split(scalar.Text) is null)
        {
            return typeof(T) == typeof(long) ? $"it is counted in whole {quantity.Units[0].Symbol}" : null;
        }
        var hasKnownUnit = Symbols.Any(symbol => scalar.Text.EndsWith(symbol, StringComparison.Ordinal));
        return hasKnownUnit ? null : $"units are {string.Join(", ", Symbols)}";
    }

    private static JsonObject AnyOf(params JsonNode[] options) => new() { ["anyOf"] = new JsonArray(options) };

    private static Bound<double>? AsDouble(Bound<T>? bound) =>
        bound is null ? null : new Bound<double>(double.CreateChecked(bound.Value), bound.Text);

    private Bound<T>? BoundOf(string? written) =>
        written is null ? null : new Bound<T>(
            Split(written) ?? throw new ArgumentException($"[{written}] is not {quantity.Name}."), written);

    private T? Split(string written)
    {
        // The longest symbol that ends the text, or else "ms" would be read as "s".
        var unit = quantity.Units
            .Where(candidate => written.EndsWith(candidate.Symbol, StringComparison.Ordinal))
            .MaxBy(candidate => candidate.Symbol.Length);
        return unit is null ? null : scale(written[..^unit.Symbol.Length].TrimEnd(), unit);
    }
}
