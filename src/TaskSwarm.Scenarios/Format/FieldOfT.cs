using System.Text.Json.Nodes;

namespace TaskSwarm.Scenarios.Format;

/// <summary>A field whose value has a type.</summary>
/// <typeparam name="T">The type.</typeparam>
public sealed class Field<T> : Field
{
    private readonly Shape<T> shape;
    private readonly SourceNode? defaultNode;

    internal Field(string name, string description, Shape<T> shape, bool isRequired, string? defaultText)
        : base(name, description, isRequired)
    {
        this.shape = shape;
        if (defaultText is not null)
        {
            var problems = new Problems();
            var source = new SourceText(SourcePlace.NameOfDefault(name), defaultText, HasLines: false);
            defaultNode = YamlReader.Read(source, problems);
            _ = defaultNode is not null && shape.TryRead(defaultNode, NodePath.Root, problems, out _);
            if (problems.Count > 0)
            {
                throw new ArgumentException(problems.InOrder()[0].ToString(), nameof(defaultText));
            }
        }
    }

    internal override string Expected => shape.Expected;

    internal override JsonObject Schema()
    {
        var schema = shape.Schema();
        schema["description"] = shape.Note is { } note ? $"{Description}: {note}" : Description;
        if (defaultNode is not null)
        {
            schema["default"] = defaultNode.ToJson();
        }
        return schema;
    }

    internal override bool TryRead(SourceNode? node, NodePath path, Problems problems, out object? value)
    {
        value = null;
        if ((node ?? defaultNode) is not { } source)
        {
            return true;
        }
        var isGood = shape.TryRead(source, path, problems, out var read);
        value = read;
        return isGood;
    }
}
