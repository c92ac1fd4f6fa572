using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace TaskSwarm.Scenarios.Format;

/// <summary>The one way of writing a scenario, for its hash and for records of a run.</summary>
internal static class ResolvedScenario
{
    /// <summary>The tree as JSON with sorted keys, without what only holds anchors.</summary>
    public static string ToJson(SourceNode root) => WithoutExtensions(Sort(root.ToJson()));

    /// <summary>The tree as JSON with its keys in the order of the file, which decides the order of what they name.
    /// </summary>
    public static string ToOrderedJson(SourceNode root) => WithoutExtensions(root.ToJson());

    private static string WithoutExtensions(JsonNode? root)
    {
        if (root is JsonObject map)
        {
            foreach (var name in map.Select(pair => pair.Key).Where(ScenarioSchema.IsExtension).ToList())
            {
                map.Remove(name);
            }
        }
        return root?.ToJsonString() ?? "null";
    }

    /// <summary>The hash of a resolved scenario.</summary>
    public static string Hash(string resolved) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(resolved)));

    private static JsonNode? Sort(JsonNode? node) => node switch
    {
        JsonObject map => new JsonObject(map
            .OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => KeyValuePair.Create(pair.Key, Sort(pair.Value)))),
        JsonArray list => new JsonArray([.. list.Select(Sort)]),
        _ => node?.DeepClone(),
    };
}
