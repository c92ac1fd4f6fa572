using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;

namespace TaskSwarm.Scenarios.Format;

/// <summary>One of a few words.</summary>
internal sealed class ChoiceShape<T>((string Word, T Value)[] choices) : ScalarShape<T>
{
    internal override string Expected =>
        (choices.Length == 1 ? "" : "one of ") + string.Join(", ", choices.Select(choice => choice.Word));

    internal override JsonObject Schema() => new()
    {
        ["type"] = "string",
        ["enum"] = new JsonArray([.. choices.Select(choice => JsonValue.Create(choice.Word))]),
    };

    protected override bool TryParse(ScalarNode scalar, [MaybeNullWhen(false)] out T value)
    {
        var index = scalar.Kind == ScalarKind.Text
            ? Array.FindIndex(choices, choice => choice.Word == scalar.Text)
            : -1;
        value = index >= 0 ? choices[index].Value : default;
        return index >= 0;
    }

    protected override string? Hint(ScalarNode scalar) =>
        Suggestion.DidYouMean(scalar.Text, choices.Select(choice => choice.Word));
}
