using System.Globalization;
using System.Text.Json.Nodes;

namespace TaskSwarm.Scenarios.Format;

/// <summary>A whole number without a unit. <c>12.0</c> and <c>1e3</c> are whole numbers too.</summary>
internal sealed class WholeNumberShape(ValueRange<long> range) : ScalarShape<long>
{
    // Beyond 2^53 a floating-point text may stand for several whole numbers.
    private const double ExactUpTo = 9007199254740992;

    internal override string Expected => range.Min is { } only && only == range.Max
        ? $"the number {only.Text}"
        : "a whole number" + range.Words;

    internal override JsonObject Schema()
    {
        var schema = new JsonObject { ["type"] = "integer" };
        if (range.Min is { } min)
        {
            schema["minimum"] = min.Value;
        }
        if (range.Max is { } max)
        {
            schema["maximum"] = max.Value;
        }
        return schema;
    }

    protected override bool TryParse(ScalarNode scalar, out long value)
    {
        value = 0;
        if (scalar.Kind != ScalarKind.Number)
        {
            return false;
        }
        if (!long.TryParse(scalar.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value))
        {
            var number = scalar.Number;
            if (!(Math.Abs(number) <= ExactUpTo) || Math.Floor(number) != number)
            {
                return false;
            }
            value = (long)number;
        }
        return range.Contains(value);
    }

    /// <summary>A bound written as a number.</summary>
    internal static Bound<long>? BoundOf(long? value) =>
        value is { } v ? new Bound<long>(v, v.ToString(CultureInfo.InvariantCulture)) : null;
}
