using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;

namespace TaskSwarm.Scenarios.Format;

/// <summary>A map of one of several shapes, told apart by the word under one key.</summary>
internal sealed class TaggedShape<T> : Shape<T>
{
    private readonly string what;
    private readonly string key;
    private readonly string description;
    private readonly (string Word, SectionShape<T> Shape)[] variants;
    private readonly ChoiceShape<SectionShape<T>> choice;

    public TaggedShape(string what, string key, string description, (string Word, SectionShape<T> Shape)[] variants)
    {
        this.what = what;
        this.key = key;
        this.description = description;
        this.variants = variants;
        choice = new ChoiceShape<SectionShape<T>>(variants);
    }

    internal override string Expected => $"{what}: a map with {key}: {choice.Expected}";

    internal override JsonObject Schema() => new()
    {
        ["anyOf"] = new JsonArray([.. variants.Select(SchemaOf)]),
    };

    internal override bool TryRead(
        SourceNode node, NodePath path, Problems problems, [MaybeNullWhen(false)] out T value)
    {
        value = default;
        if (node is not MapNode map)
        {
            return Refuse(node, path, problems);
        }
        if (map.Find(key) is not { } tag)
        {
            problems.Add(node.Place, path.Field(key).ToString(), "nothing", choice.Expected);
            return false;
        }
        return choice.TryRead(tag.Value, path.Field(key), problems, out var shape)
            && shape.TryRead(map, path, problems, name => name == key, out value);
    }

    private JsonObject SchemaOf((string Word, SectionShape<T> Shape) variant)
    {
        var schema = variant.Shape.Schema();
        schema["properties"]!.AsObject().Insert(0, key, new JsonObject
        {
            ["enum"] = new JsonArray(variant.Word),
            ["description"] = description,
        });
        schema["required"]!.AsArray().Insert(0, key);
        return schema;
    }
}
