using System.Text.Json.Nodes;

namespace TaskSwarm.Scenarios.Format;

/// <summary>A named field of an object: declared once, used by the parser, the JSON Schema and the code that takes
/// its value.</summary>
public abstract class Field
{
    private protected Field(string name, string description, bool isRequired)
    {
        Name = name;
        Description = description;
        IsRequired = isRequired;
    }

    /// <summary>The key in the file, in camelCase.</summary>
    public string Name { get; }

    /// <summary>One sentence for people; editors show it.</summary>
    public string Description { get; }

    /// <summary>Whether a file without the field is refused.</summary>
    public bool IsRequired { get; }

    /// <summary>What would be right, for messages.</summary>
    internal abstract string Expected { get; }

    /// <summary>The schema of the field with description and default.</summary>
    internal abstract JsonObject Schema();

    /// <summary>Reads the field's node, or its default if there is none. False if there was a problem.</summary>
    internal abstract bool TryRead(SourceNode? node, NodePath path, Problems problems, out object? value);

    /// <summary>A field that must be written.</summary>
    public static Field<T> Required<T>(string name, string description, Shape<T> shape) =>
        new(name, description, shape, isRequired: true, null);

    /// <summary>A field that may be left out, and then has no value: ask <see cref="SectionReading.Has"/>.</summary>
    public static Field<T> Optional<T>(string name, string description, Shape<T> shape) =>
        new(name, description, shape, isRequired: false, null);

    /// <summary>A field that may be left out, and then has the value of <paramref name="or"/>, a text that could
    /// stand in the file, such as <c>20ms</c>, <c>[]</c> or <c>{}</c>.</summary>
    public static Field<T> WithDefault<T>(string name, string description, Shape<T> shape, string or) =>
        new(name, description, shape, isRequired: false, or);
}
