using TaskSwarm.Scenarios.Format;

namespace TaskSwarm.Scenarios.ModelCollaboration.Sharing;

/// <summary>What records of one version hold.</summary>
/// <param name="Version">The higher, the newer.</param>
/// <param name="Fields">Name and type of each field.</param>
/// <param name="OlderMayRead">Whether readers of older versions take such records all the same, and pass over fields
/// that they do not know.</param>
/// <param name="Members">Who writes such records, by name or pattern; empty: all for whom no other schema is declared.
/// </param>
internal sealed record RecordSchema(
    int Version, IReadOnlyList<KeyValuePair<string, FieldType>> Fields, bool OlderMayRead,
    IReadOnlyList<Located<string>> Members)
{
    /// <summary>Whether a reader of this version understands records of another: older ones always, since versions
    /// only add fields.</summary>
    public bool CanRead(RecordSchema written) => written.Version <= Version || written.OlderMayRead;

    /// <summary>Bytes of a record.</summary>
    /// <param name="pixels">Of an image.</param>
    public int BytesOf(int pixels) => Fields.Sum(f => f.Value switch
    {
        FieldType.Pixels => pixels,
        FieldType.Byte => 1,
        FieldType.Int32 or FieldType.Float32 => 4,
        _ => 8,
    });

    /// <summary>The type of a field; null if there is none of that name.</summary>
    public FieldType? TypeOf(string name)
    {
        foreach ((string field, FieldType type) in Fields)
        {
            if (field == name)
            {
                return type;
            }
        }

        return null;
    }
}
