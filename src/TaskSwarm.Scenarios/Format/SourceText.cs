using System.Buffers;

namespace TaskSwarm.Scenarios.Format;

/// <summary>A text to read and what its places are called.</summary>
/// <param name="File">The file, or the command-line option the text came from.</param>
/// <param name="Text">The text.</param>
/// <param name="HasLines">Whether places carry line and column.</param>
internal sealed record SourceText(string File, string Text, bool HasLines = true)
{
    private static readonly SearchValues<char> ForbiddenCharacters = SearchValues.Create(
        [.. Enumerable.Range(0, 0xA0).Select(c => (char)c)
            .Where(c => char.IsControl(c) && c is not ('\n' or '\r' or '\t' or '\u0085'))]);

    /// <summary>The start of the text.</summary>
    public SourcePlace Start => PlaceAt(1, 1);

    /// <summary>The place of a line and column, both from 1.</summary>
    public SourcePlace PlaceAt(long line, long column) =>
        HasLines ? new SourcePlace(File, (int)line, (int)column) : new SourcePlace(File, 0, 0);

    /// <summary>The place of a character.</summary>
    public SourcePlace PlaceAt(int index)
    {
        var before = Text.AsSpan(0, index);
        return PlaceAt(before.Count('\n') + 1, index - before.LastIndexOf('\n'));
    }

    /// <summary>The first control character that no YAML text may hold.</summary>
    public int? FindForbidden()
    {
        var index = Text.AsSpan().IndexOfAny(ForbiddenCharacters);
        return index < 0 ? null : index;
    }

    /// <summary>The first tab that indents a line, from a line on.</summary>
    public int? FindIndentTab(int firstLine)
    {
        var start = 0;
        for (var line = 1; start < Text.Length; line++)
        {
            var rest = Text.AsSpan(start);
            var tab = rest[..^rest.TrimStart(" \t").Length].IndexOf('\t');
            if (line >= firstLine && tab >= 0)
            {
                return start + tab;
            }
            var end = rest.IndexOf('\n');
            start = end < 0 ? Text.Length : start + end + 1;
        }
        return null;
    }
}
