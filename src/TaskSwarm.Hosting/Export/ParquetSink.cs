using Parquet;
using Parquet.Schema;

namespace TaskSwarm.Hosting.Export;

/// <summary>Apache Parquet: a row group is written when it has many rows or much text, whichever comes first, so the
/// memory that is taken does not grow with the table.</summary>
internal sealed class ParquetSink : IRowSink
{
    /// <summary>The most rows of a row group.</summary>
    public const int MostRows = 50_000;

    /// <summary>The most characters of a row group, but for the last row of it.</summary>
    public const int MostCharacters = 16_000_000;

    private readonly ParquetColumn[] _columns;
    private readonly ParquetWriter _writer;
    private int _next;
    private int _rows;
    private long _characters;

    private ParquetSink(ParquetColumn[] columns, ParquetWriter writer) => (_columns, _writer) = (columns, writer);

    /// <summary>Begins a file.</summary>
    /// <param name="table">Of which table.</param>
    /// <param name="stream">Where to; it must know its position.</param>
    /// <param name="facts">What the file says about itself.</param>
    /// <param name="cancellation">Gives it up.</param>
    public static async Task<ParquetSink> OpenAsync(
        ExportTable table, Stream stream, IEnumerable<KeyValuePair<string, string>> facts,
        CancellationToken cancellation)
    {
        ParquetColumn[] columns = [.. table.Columns.Select(c => ParquetColumn.Of(c, MostRows))];
        ParquetWriter writer = await ParquetWriter.CreateAsync(
            new ParquetSchema(columns.Select(c => c.Field)), stream,
            new ParquetOptions { CompressionMethod = CompressionMethod.Snappy }, cancellationToken: cancellation);
        writer.CustomMetadata = new Dictionary<string, string>(facts);
        return new ParquetSink(columns, writer);
    }

    /// <inheritdoc/>
    public void Add(double value) => ((ParquetNumbers<double>)_columns[_next++]).Add(value);

    /// <inheritdoc/>
    public void Add(int value) => ((ParquetNumbers<int>)_columns[_next++]).Add(value);

    /// <inheritdoc/>
    public void Add(long value) => ((ParquetNumbers<long>)_columns[_next++]).Add(value);

    /// <inheritdoc/>
    public void Add(string value)
    {
        ((ParquetTexts)_columns[_next++]).Add(value);
        _characters += value.Length;
    }

    /// <inheritdoc/>
    public void AddNothing() => _columns[_next++].AddNothing();

    /// <inheritdoc/>
    public ValueTask EndRowAsync(CancellationToken cancellation)
    {
        _next = 0;
        _rows++;
        return _rows < MostRows && _characters < MostCharacters ? ValueTask.CompletedTask : FlushAsync(cancellation);
    }

    /// <inheritdoc/>
    public async ValueTask CompleteAsync(CancellationToken cancellation)
    {
        if (_rows > 0)
        {
            await FlushAsync(cancellation);
        }

        await _writer.DisposeAsync();
    }

    private async ValueTask FlushAsync(CancellationToken cancellation)
    {
        using ParquetRowGroupWriter group = _writer.CreateRowGroup();
        foreach (ParquetColumn column in _columns)
        {
            await column.WriteAsync(group, cancellation);
        }

        group.CompleteValidate();
        _rows = 0;
        _characters = 0;
    }
}
