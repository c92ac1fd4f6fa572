using TaskSwarm.Scenarios.Format;
using TaskSwarm.Scenarios.Format.Common;

namespace TaskSwarm.Scenarios.ModelCollaboration.Sharing;

/// <summary>An entry of <c>schemas</c>.</summary>
internal static class SchemaSection
{
    private static readonly Field<long> Version = Field.Required(
        "version", "its number; the higher, the newer", Shape.WholeNumber(1, 1_000_000));

    private static readonly Field<IReadOnlyList<KeyValuePair<string, FieldType>>> Fields = Field.Required(
        "fields", "what a record holds: the name of each field with its type; image: pixels and label: byte are among "
        + "them, and a newer version only adds to an older one",
        Shape.Map(
            Shape.Choice(
                ("pixels", FieldType.Pixels), ("byte", FieldType.Byte), ("int32", FieldType.Int32),
                ("int64", FieldType.Int64), ("float32", FieldType.Float32), ("float64", FieldType.Float64)), 1, 100));

    private static readonly Field<bool> OlderMayRead = Field.WithDefault(
        "olderMayRead", "true: members with an older schema take such records and pass over what they do not know; "
        + "otherwise they refuse them", Shape.Truth(), or: "false");

    private static readonly Field<IReadOnlyList<Located<string>>> Members = Field.Optional(
        "members", "who writes such records, by name or pattern; left out: all others", CommonShapes.Names);

    /// <summary>The section.</summary>
    public static Shape<RecordSchema> Shaped { get; } = Shape.Section(
        "a schema", [Version, Fields, OlderMayRead, Members],
        read => new RecordSchema(
            (int)read.Get(Version), read.Get(Fields), read.Get(OlderMayRead), read.Get(Members, [])));
}
