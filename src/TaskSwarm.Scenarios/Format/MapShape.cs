using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json.Nodes;

namespace TaskSwarm.Scenarios.Format;

/// <summary>A map from names that the user chooses to values of one shape, in the order of the file.</summary>
internal sealed class MapShape<T>(Shape<string> key, Shape<T> item, int min, int max)
    : Shape<IReadOnlyList<KeyValuePair<string, T>>>
{
    internal override string Expected => max == Shape.LongestList
        ? "a map of names"
        : string.Create(CultureInfo.InvariantCulture, $"a map of {min} to {max} names");

    internal override JsonObject Schema() => new()
    {
        ["type"] = "object",
        ["propertyNames"] = key.Schema(),
        ["additionalProperties"] = item.Schema(),
        ["minProperties"] = min,
        ["maxProperties"] = max,
    };

    internal override bool TryRead(
        SourceNode node, NodePath path, Problems problems,
        [MaybeNullWhen(false)] out IReadOnlyList<KeyValuePair<string, T>> value)
    {
        value = null;
        if (node is not MapNode map || map.Entries.Count < min || map.Entries.Count > max)
        {
            return Refuse(node, path, problems);
        }
        var items = new List<KeyValuePair<string, T>>(map.Entries.Count);
        foreach (var entry in map.Entries)
        {
            // A key is read as if it were quoted: 7 is a fine name for a machine.
            var name = new ScalarNode(entry.Place, entry.Key, isQuoted: true);
            var isNamed = key.TryRead(name, path.Field(entry.Key), problems, out _);
            if (item.TryRead(entry.Value, path.Field(entry.Key), problems, out var read) && isNamed)
            {
                items.Add(KeyValuePair.Create(entry.Key, read));
            }
        }
        value = items;
        return items.Count == map.Entries.Count;
    }
}
