namespace TaskSwarm.Scenarios.Format;

/// <summary>The values of an object's fields after every one of them was found good, and a way to say what is wrong
/// between them.</summary>
public sealed class SectionReading
{
    private readonly MapNode map;
    private readonly NodePath path;
    private readonly Problems problems;
    private readonly IReadOnlyDictionary<string, object?> values;

    internal SectionReading(
        MapNode map, NodePath path, Problems problems, IReadOnlyDictionary<string, object?> values)
    {
        this.map = map;
        this.path = path;
        this.problems = problems;
        this.values = values;
    }

    /// <summary>Whether the field has a value: written, or by default.</summary>
    public bool Has(Field field) => values.GetValueOrDefault(field.Name) is not null;

    /// <summary>The value of a required field, or of one with a default.</summary>
    /// <exception cref="InvalidOperationException">The field is optional and was left out, or was not declared: a
    /// fault of the caller.</exception>
    public T Get<T>(Field<T> field) => values.GetValueOrDefault(field.Name) is T value
        ? value
        : throw new InvalidOperationException($"The field [{field.Name}] has no value; give a fallback.");

    /// <summary>The value of an optional field, or the fallback.</summary>
    public T Get<T>(Field<T> field, T fallback) => values.GetValueOrDefault(field.Name) is T value ? value : fallback;

    /// <summary>Reports that a field does not fit the others. The object is then refused.</summary>
    public void Problem(Field field, string found, string expected, string? hint = null) =>
        problems.Add(PlaceOf(field), path.Field(field.Name).ToString(), found, expected, hint);

    /// <summary>Where the section starts.</summary>
    internal SourcePlace Place => map.Place;

    // A field that was left out is missing from its section: that is where the user must look.
    private SourcePlace PlaceOf(Field field) => map.Find(field.Name)?.Value.Place ?? map.Place;
}
