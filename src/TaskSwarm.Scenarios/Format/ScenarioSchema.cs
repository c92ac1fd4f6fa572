using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using TaskSwarm.Kernel.Allocation;
using TaskSwarm.Scenarios.Format.Common;

namespace TaskSwarm.Scenarios.Format;

/// <summary>The JSON Schema of scenario files (draft 7, which editors' YAML support takes), made from the same
/// declarations as the parser.</summary>
/// <remarks>The parser is stricter in what JSON Schema cannot say: bounds of numbers with units, and how fields fit
/// each other and the agents.</remarks>
public static class ScenarioSchema
{
    private const string ExtensionPrefix = "x-";

    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The schema as indented JSON.</summary>
    public static string ToJson(IReadOnlyList<IScenarioKind> kinds, IStrategyCatalog strategies) => new JsonObject
    {
        ["$schema"] = "http://json-schema.org/draft-07/schema#",
        ["title"] = "TaskSwarm scenario",
        ["anyOf"] = new JsonArray([.. kinds.Select(kind => SchemaOf(kind, strategies))]),
    }.ToJsonString(Readable);

    /// <summary>Whether a top-level key is the user's own: a place for anchors, and never read.</summary>
    internal static bool IsExtension(string key) => key.StartsWith(ExtensionPrefix, StringComparison.Ordinal);

    private static JsonObject SchemaOf(IScenarioKind kind, IStrategyCatalog strategies)
    {
        var schema = Shape.Section(kind.Name, ScenarioHead.FieldsFor(kind, strategies), read => read).Schema();
        schema.Insert(0, "title", kind.Name);
        schema.Insert(1, "description", kind.Description);
        schema["patternProperties"] = new JsonObject { ["^" + ExtensionPrefix] = new JsonObject() };
        return schema;
    }
}
