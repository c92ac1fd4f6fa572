using System.Text.Json.Nodes;

namespace TaskSwarm.Scenarios.Format;

/// <summary>A map of keys to values, in the order of the file, merge keys already resolved.</summary>
internal sealed class MapNode : SourceNode
{
    private const int KeysShown = 4;

    private readonly Dictionary<string, MapEntry> byKey;

    public MapNode(SourcePlace place, IReadOnlyList<MapEntry> entries)
        : base(
            place,
            1 + entries.Sum(entry => entry.Value.Weight),
            1 + entries.Select(entry => entry.Value.Height).DefaultIfEmpty().Max())
    {
        Entries = entries;
        byKey = entries.ToDictionary(entry => entry.Key, StringComparer.Ordinal);
    }

    /// <summary>The entries; every key once.</summary>
    public IReadOnlyList<MapEntry> Entries { get; }

    /// <summary>The entry of a key, if there is one.</summary>
    public MapEntry? Find(string key) => byKey.GetValueOrDefault(key);

    public override string Describe()
    {
        if (Entries.Count == 0)
        {
            return "an empty map";
        }
        var keys = string.Join(", ", Entries.Take(KeysShown).Select(entry => ScalarNode.Shorten(entry.Key)));
        return $"a map with {keys}{(Entries.Count > KeysShown ? ", ..." : "")}";
    }

    public override JsonNode ToJson() => new JsonObject(
        Entries.Select(entry => KeyValuePair.Create(entry.Key, entry.Value.ToJson())));
}
