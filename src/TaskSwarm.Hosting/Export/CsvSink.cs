using System.Buffers;

namespace TaskSwarm.Hosting.Export;

/// <summary>
/// Comma-separated values after RFC 4180: lines end in CR LF, and a field is quoted if it holds a comma, a quote or a
/// line break. A missing value is an empty field and an empty text is a quoted one, so they can be told apart.
/// </summary>
internal sealed class CsvSink : IRowSink
{
    private static readonly SearchValues<char> Special = SearchValues.Create(",\"\r\n");

    private readonly ByteBuffer _buffer;
    private bool _inRow;

    /// <summary>Writes the header.</summary>
    public CsvSink(ExportTable table, Stream stream)
    {
        _buffer = new ByteBuffer(stream);
        foreach (ExportColumn column in table.Columns)
        {
            Add(column.Name);
        }

        EndLine();
    }

    /// <inheritdoc/>
    public void Add(double value)
    {
        Separate();
        if (double.IsFinite(value))
        {
            _buffer.Add(value);
        }
    }

    /// <inheritdoc/>
    public void Add(int value) => Add((long)value);

    /// <inheritdoc/>
    public void Add(long value)
    {
        Separate();
        _buffer.Add(value);
    }

    /// <inheritdoc/>
    public void Add(string value)
    {
        Separate();
        if (value.Length > 0 && !value.AsSpan().ContainsAny(Special))
        {
            _buffer.Add(value);
            return;
        }

        _buffer.Add("\""u8);
        _buffer.Add(value.Replace("\"", "\"\"", StringComparison.Ordinal));
        _buffer.Add("\""u8);
    }

    /// <inheritdoc/>
    public void AddNothing() => Separate();

    /// <inheritdoc/>
    public ValueTask EndRowAsync(CancellationToken cancellation)
    {
        EndLine();
        return _buffer.FlushIfFullAsync(cancellation);
    }

    /// <inheritdoc/>
    public ValueTask CompleteAsync(CancellationToken cancellation) => _buffer.FlushAsync(cancellation);

    private void Separate()
    {
        if (_inRow)
        {
            _buffer.Add(","u8);
        }

        _inRow = true;
    }

    private void EndLine()
    {
        _buffer.Add("\r\n"u8);
        _inRow = false;
    }
}
