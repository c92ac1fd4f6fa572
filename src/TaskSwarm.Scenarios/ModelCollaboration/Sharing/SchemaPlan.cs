using TaskSwarm.Scenarios.Format;
using TaskSwarm.Scenarios.ModelCollaboration.Learned;

namespace TaskSwarm.Scenarios.ModelCollaboration.Sharing;

/// <summary>Which member writes records of which schema.</summary>
internal static class SchemaPlan
{
    /// <summary>The schema of each member; what is wrong with the schemas is reported.</summary>
    public static IReadOnlyList<RecordSchema>? Make(
        CollaborationGround ground, Located<IReadOnlyList<RecordSchema>> declared)
    {
        RecordSchema[] inOrder = [.. declared.Value.OrderBy(s => s.Version)];
        if (Objection(inOrder) is { } objection)
        {
            ground.Scenario.Problem(declared.Problem(objection.Found, objection.Expected));
            return null;
        }

        var schemas = new RecordSchema?[ground.Names.Count];
        foreach (RecordSchema schema in inOrder)
        {
            foreach (int member in ground.Scenario.Find(schema.Members, ground.Names))
            {
                if (schemas[member] is { } other)
                {
                    ground.Scenario.Problem(declared.Problem(
                        $"versions {other.Version} and {schema.Version} for {ground.Names[member]}", "one for each"));
                }

                schemas[member] = schema;
            }
        }

        return Complete(ground, declared, schemas, inOrder.FirstOrDefault(s => s.Members.Count == 0));
    }

    private static IReadOnlyList<RecordSchema>? Complete(
        CollaborationGround ground, Located<IReadOnlyList<RecordSchema>> declared, RecordSchema?[] schemas,
        RecordSchema? rest)
    {
        int without = Array.FindIndex(schemas, s => s is null);
        if (without >= 0 && rest is null)
        {
            ground.Scenario.Problem(declared.Problem(
                $"none for {ground.Names[without]}", "one schema without members, for all others"));
            return null;
        }

        return [.. schemas.Select(s => s ?? rest!)];
    }

    private static (string Found, string Expected)? Objection(RecordSchema[] inOrder)
    {
        foreach (RecordSchema schema in inOrder)
        {
            if (schema.TypeOf("image") != FieldType.Pixels || schema.TypeOf("label") != FieldType.Byte)
            {
                return ($"version {schema.Version}", "image: pixels and label: byte among its fields");
            }
        }

        foreach ((RecordSchema older, RecordSchema newer) in inOrder.Zip(inOrder.Skip(1)))
        {
            if (older.Version == newer.Version)
            {
                return ($"version {older.Version} twice", "each version once");
            }

            foreach ((string name, FieldType type) in older.Fields)
            {
                if (newer.TypeOf(name) != type)
                {
                    return (
                        $"version {newer.Version} without the field {name} as version {older.Version} has it",
                        "newer versions that only add fields");
                }
            }
        }

        return inOrder.Count(s => s.Members.Count == 0) > 1
            ? ("several schemas without members", "at most one, for all others")
            : null;
    }
}
