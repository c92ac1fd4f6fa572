using System.Text;

namespace TaskSwarm.Cli.Screen;

/// <summary>Hands many lines to a writer in large pieces: a console takes each write as a call of the system.</summary>
internal sealed class BufferedLines(TextWriter writer, bool flushAtOnce) : IDisposable
{
    private const int Full = 1 << 16;

    private readonly StringBuilder _text = new();

    /// <summary>Adds to the line.</summary>
    public void Write(string text) => _text.Append(text);

    /// <summary>Ends the line.</summary>
    public void WriteLine(string text)
    {
        _text.Append(text).Append('\n');
        if (flushAtOnce || _text.Length >= Full)
        {
            Flush();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Flush();

    private void Flush()
    {
        writer.Write(_text.ToString());
        _text.Clear();
    }
}
