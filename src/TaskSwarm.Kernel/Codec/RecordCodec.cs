using TaskSwarm.Kernel.Agents;

namespace TaskSwarm.Kernel.Codec;

/// <summary>Writes and reads the records of one type.</summary>
internal interface IRecordCodec
{
    /// <summary>Writes the fields.</summary>
    void Write(RecordCatalog catalog, StateWriter writer, object record);

    /// <summary>Reads the fields into a new record.</summary>
    object Read(RecordCatalog catalog, StateReader reader);
}

/// <summary>The codec of one type with a manifest.</summary>
internal sealed class RecordCodec<T> : IRecordCodec
    where T : class
{
    private readonly Action<RecordCatalog, StateWriter, T> _write = FieldCodec<T>.WriteBody;
    private readonly Func<RecordCatalog, StateReader, T> _read = FieldCodec<T>.ReadBody;

    /// <inheritdoc/>
    public void Write(RecordCatalog catalog, StateWriter writer, object record) => _write(catalog, writer, (T)record);

    /// <inheritdoc/>
    public object Read(RecordCatalog catalog, StateReader reader) => _read(catalog, reader);
}
