using System.Globalization;
using System.Text.Json.Nodes;

namespace TaskSwarm.Scenarios.Format;

/// <summary>A finite number without a unit.</summary>
internal sealed class NumberShape(ValueRange<double> range) : ScalarShape<double>
{
    internal override string Expected => "a number" + range.Words;

    internal override JsonObject Schema() => WithBounds(new JsonObject { ["type"] = "number" }, range);

    /// <summary>Adds a range's bounds to a schema of a number.</summary>
    internal static JsonObject WithBounds(JsonObject schema, ValueRange<double> range)
    {
        if (range.Min is { } min)
        {
            schema[range.IsAbove ? "exclusiveMinimum" : "minimum"] = min.Value;
        }
        if (range.Max is { } max)
        {
            schema["maximum"] = max.Value;
        }
        return schema;
    }

    protected override bool TryParse(ScalarNode scalar, out double value)
    {
        // Adding 0.0 turns -0.0 into 0.0, which prints and hashes like zero.
        value = scalar.Kind == ScalarKind.Number ? scalar.Number + 0.0 : double.NaN;
        return double.IsFinite(value) && range.Contains(value);
    }

    /// <summary>A bound written as a number.</summary>
    internal static Bound<double>? BoundOf(double? value) =>
        value is { } v ? new Bound<double>(v, v.ToString(CultureInfo.InvariantCulture)) : null;
}
