using System.Text;

namespace TaskSwarm.Cli.Screen;

/// <summary>
/// Writes messages, and on a screen keeps one status line below them: it is taken away before anything else is written,
/// so that messages from any thread and the status never run into each other.
/// </summary>
/// <param name="inner">Where to write.</param>
/// <param name="watched">Whether a person is looking; without one no status is ever shown.</param>
internal sealed class StatusWriter(TextWriter inner, bool watched) : TextWriter(inner.FormatProvider)
{
    private readonly Lock _gate = new();
    private int _shown;

    /// <summary>Whether a person is looking.</summary>
    public bool IsWatched => watched;

    /// <inheritdoc/>
    public override Encoding Encoding => inner.Encoding;

    /// <summary>Shows a status instead of the last one.</summary>
    /// <param name="line">Without line breaks and escape codes, and shorter than the screen is wide.</param>
    public void Show(string line)
    {
        if (watched)
        {
            lock (_gate)
            {
                // Blanks instead of an escape code: they do the same on every terminal.
                inner.Write("\r" + line.PadRight(_shown));
                inner.Flush();
                _shown = line.Length;
            }
        }
    }

    /// <summary>Takes the status away.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            Erase();
        }
    }

    /// <inheritdoc/>
    public override void Write(char value) => Write(value.ToString());

    /// <inheritdoc/>
    public override void Write(char[] buffer, int index, int count) => Write(new string(buffer, index, count));

    /// <inheritdoc/>
    public override void Write(string? value)
    {
        lock (_gate)
        {
            Erase();
            inner.Write(value);
        }
    }

    /// <inheritdoc/>
    public override void WriteLine(string? value)
    {
        lock (_gate)
        {
            Erase();
            inner.WriteLine(value);
        }
    }

    /// <inheritdoc/>
    public override void Flush() => inner.Flush();

    private void Erase()
    {
        if (_shown > 0)
        {
            inner.Write("\r" + new string(' ', _shown) + "\r");
            _shown = 0;
        }
    }
}
