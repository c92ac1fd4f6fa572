namespace TaskSwarm.Hosting.Export;

/// <summary>Writes the rows of one table into its file.</summary>
internal sealed class TableWriter<TRow> : IAsyncDisposable
{
    private readonly ExportTable<TRow> _table;
    private readonly FileStream _stream;
    private readonly IRowSink _sink;
    private readonly string _place;
    private long _rows;

    private TableWriter(ExportTable<TRow> table, FileStream stream, IRowSink sink, string place) =>
        (_table, _stream, _sink, _place) = (table, stream, sink, place);

    /// <summary>Begins a table's file.</summary>
    public static async Task<TableWriter<TRow>> OpenAsync(
        ExportTable<TRow> table, ExportFolder folder, ExportFormat format,
        IReadOnlyCollection<KeyValuePair<string, string>> facts, CancellationToken cancellation)
    {
        FileStream stream = folder.Open(table);
        try
        {
            IRowSink sink = format switch
            {
                ExportFormat.Parquet => await ParquetSink.OpenAsync(table, stream, facts, cancellation),
                ExportFormat.Csv => new CsvSink(table, stream),
                _ => new JsonLinesSink(table, stream),
            };
            return new TableWriter<TRow>(table, stream, sink, folder.PlaceOf(table));
        }
        catch
        {
            await stream.DisposeAsync();
            throw;
        }
    }

    /// <summary>Writes a row.</summary>
    public ValueTask AddAsync(TRow row, CancellationToken cancellation)
    {
        _table.Write(row, _sink);
        _rows++;
        return _sink.EndRowAsync(cancellation);
    }

    /// <summary>Writes what is left.</summary>
    public async Task<ExportedFile> CompleteAsync(CancellationToken cancellation)
    {
        await _sink.CompleteAsync(cancellation);
        await _stream.FlushAsync(cancellation);
        return new ExportedFile(_table, _place, _rows, _stream.Length);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        (_sink as IDisposable)?.Dispose();
        await _stream.DisposeAsync();
    }
}
