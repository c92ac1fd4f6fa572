namespace TaskSwarm.Scenarios.Format;

/// <summary>A text to read and what its places are called.</summary>
/// <param name="File">The file, or the command-line option the text came from.</param>
/// <param name="Text">The text.</param>
/// <param name="HasLines">Whether places carry line and column.</param>
internal sealed record SourceText(string File, string Text, bool HasLines = true)
{
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

    /// <summary>The tab that indents the last line up to an index, if there is one.</summary>
    public int? FindIndentTab(int upTo)
    {
        var start = Text.AsSpan(0, Math.Min(Text.Length, upTo + 1)).LastIndexOf('\n') + 1;
        var line = Text.AsSpan(start);
        var indent = line[..^line.TrimStart(" \t").Length];
        var tab = indent.IndexOf('\t');
        return tab < 0 ? null : start + tab;
    }

    private static readonly System.Buffers.SearchValues<char> ForbiddenCharacters = System.Buffers.SearchValues.Create(
        [.. Enumerable.Range(0, 0xA0).Select(c => (char)c)
            .Where(c => char.IsControl(c) && c is not ('\n' or '\r' or '\t' or '\u0085'))]);
}
