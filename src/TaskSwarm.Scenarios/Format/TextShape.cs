using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace TaskSwarm.Scenarios.Format;

/// <summary>A text, of a pattern or free.</summary>
internal sealed class TextShape(string what, string? pattern, int maxLength) : ScalarShape<string>
{
    private readonly Regex? regex = pattern is null ? null : Whole(pattern);

    internal override string Expected => what;

    internal override JsonObject Schema()
    {
        var schema = new JsonObject { ["type"] = "string", ["minLength"] = 1, ["maxLength"] = maxLength };
        if (pattern is not null)
        {
            schema["pattern"] = ForSchema(pattern);
        }
        return schema;
    }

    protected override bool TryParse(ScalarNode scalar, [MaybeNullWhen(false)] out string value)
    {
        value = scalar.Text;
        return scalar.Kind == ScalarKind.Text
            && value.Length > 0 && value.Length <= maxLength
            && regex?.IsMatch(value) != false;
    }

    protected override string? Hint(ScalarNode scalar) =>
        scalar.Kind is ScalarKind.Number or ScalarKind.Truth ? $"as a text it needs quotes: \"{scalar.Text}\"" : null;
}
