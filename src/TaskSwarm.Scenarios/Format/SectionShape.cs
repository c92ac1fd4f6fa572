using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;

namespace TaskSwarm.Scenarios.Format;

/// <summary>A map with declared fields: unknown ones are errors.</summary>
/// <typeparam name="T">What the fields are made into.</typeparam>
public sealed class SectionShape<T> : Shape<T>
{
    private readonly string what;
    private readonly IReadOnlyList<Field> fields;
    private readonly Func<SectionReading, T> build;

    internal SectionShape(string what, IReadOnlyList<Field> fields, Func<SectionReading, T> build)
    {
        this.what = what;
        this.fields = fields;
        this.build = build;
    }

    internal override string Expected => fields.Count == 0
        ? $"{what}: a map without fields"
        : $"{what}: a map with {string.Join(", ", fields.Select(f => f.Name))}";

    internal override JsonObject Schema() => new()
    {
        ["type"] = "object",
        ["properties"] = new JsonObject(fields.Select(f => KeyValuePair.Create<string, JsonNode?>(f.Name, f.Schema()))),
        ["required"] = new JsonArray(
            [.. fields.Where(f => f.IsRequired).Select(f => JsonValue.Create(f.Name))]),
        ["additionalProperties"] = false,
    };

    internal override bool TryRead(
        SourceNode node, NodePath path, Problems problems, [MaybeNullWhen(false)] out T value)
    {
        if (node is MapNode map)
        {
            return TryRead(map, path, problems, _ => false, out value);
        }
        value = default;
        return Refuse(node, path, problems);
    }

    /// <summary>Reads a map in which some keys are none of this shape's business.</summary>
    internal bool TryRead(
        MapNode map, NodePath path, Problems problems, Predicate<string> isIgnored, [MaybeNullWhen(false)] out T value)
    {
        var before = problems.Count;
        var values = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var field in fields)
        {
            var node = map.Find(field.Name)?.Value;
            if (node is null && field.IsRequired)
            {
                problems.Add(map.Place, path.Field(field.Name).ToString(), "nothing", field.Expected);
            }
            else if (field.TryRead(node, path.Field(field.Name), problems, out var read))
            {
                values.Add(field.Name, read);
            }
        }
        RefuseUnknown(map, path, problems, isIgnored);
        value = problems.Count == before ? build(new SectionReading(map, path, problems, values)) : default;
        return problems.Count == before;
    }

    private void RefuseUnknown(MapNode map, NodePath path, Problems problems, Predicate<string> isIgnored)
    {
        var names = fields.Select(field => field.Name).ToList();
        foreach (var entry in map.Entries.Where(entry => !names.Contains(entry.Key) && !isIgnored(entry.Key)))
        {
            var shown = ScalarNode.Shorten(entry.Key);
            problems.Add(entry.Place, path.Field(shown).ToString(), $"the unknown field \"{shown}\"",
                names.Count == 0 ? "no fields" : "only " + string.Join(", ", names),
                problems.IsFull ? null : Suggestion.DidYouMean(entry.Key, names));
        }
    }
}
