using System.Text.Json;

namespace TaskSwarm.Hosting.Export;

/// <summary>JSON Lines: an object a row with every column, null where there is no value.</summary>
internal sealed class JsonLinesSink : IRowSink, IDisposable
{
    private readonly JsonEncodedText[] _names;
    private readonly ByteBuffer _buffer;
    private readonly Utf8JsonWriter _writer;
    private int _next;

    /// <summary>A file without rows yet.</summary>
    public JsonLinesSink(ExportTable table, Stream stream)
    {
        _names = [.. table.Columns.Select(c => JsonText.Name(c.Name))];
        _buffer = new ByteBuffer(stream);
        _writer = new Utf8JsonWriter(_buffer.Writer, JsonText.Options);
    }

    /// <inheritdoc/>
    public void Add(double value)
    {
        Name();
        if (!double.IsFinite(value))
        {
            _writer.WriteNullValue();
            return;
        }

        Span<byte> text = stackalloc byte[RealText.Longest];
        _writer.WriteRawValue(text[..RealText.Write(value, text)], skipInputValidation: true);
    }

    /// <inheritdoc/>
    public void Add(int value)
    {
        Name();
        _writer.WriteNumberValue(value);
    }

    /// <inheritdoc/>
    public void Add(long value)
    {
        Name();
        _writer.WriteNumberValue(value);
    }

    /// <inheritdoc/>
    public void Add(string value)
    {
        Name();
        _writer.WriteStringValue(value);
    }

    /// <inheritdoc/>
    public void AddNothing()
    {
        Name();
        _writer.WriteNullValue();
    }

    /// <inheritdoc/>
    public ValueTask EndRowAsync(CancellationToken cancellation)
    {
        _writer.WriteEndObject();
        _writer.Flush();
        _writer.Reset();
        _buffer.Add("\n"u8);
        _next = 0;
        return _buffer.FlushIfFullAsync(cancellation);
    }

    /// <inheritdoc/>
    public ValueTask CompleteAsync(CancellationToken cancellation) => _buffer.FlushAsync(cancellation);

    /// <inheritdoc/>
    public void Dispose() => _writer.Dispose();

    private void Name()
    {
        if (_next == 0)
        {
            _writer.WriteStartObject();
        }

        _writer.WritePropertyName(_names[_next++]);
    }
}
