using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;

namespace TaskSwarm.Scenarios.Format;

/// <summary>A map of one of several shapes, told apart by the key that only one of them has.</summary>
internal sealed class KeyedShape<T>(string what, (string Key, SectionShape<T> Shape)[] variants) : Shape<T>
{
    private const int KeysCompared = 10;

    internal override string Expected =>
        $"{what}: a map with one of {string.Join(", ", variants.Select(variant => variant.Key))}";

    internal override JsonObject Schema() => new()
    {
        ["anyOf"] = new JsonArray([.. variants.Select(variant => variant.Shape.Schema())]),
    };

    internal override bool TryRead(
        SourceNode node, NodePath path, Problems problems, [MaybeNullWhen(false)] out T value)
    {
        value = default;
        if (node is not MapNode map)
        {
            return Refuse(node, path, problems);
        }
        var index = Array.FindIndex(variants, variant => map.Find(variant.Key) is not null);
        if (index >= 0)
        {
            return variants[index].Shape.TryRead(map, path, problems, out value);
        }
        var keys = variants.Select(variant => variant.Key).ToList();
        var hint = map.Entries
            .Take(KeysCompared)
            .Select(entry => Suggestion.DidYouMean(entry.Key, keys))
            .FirstOrDefault(suggestion => suggestion is not null);
        return Refuse(node, path, problems, hint);
    }
}
