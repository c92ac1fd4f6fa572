using System.Globalization;

namespace TaskSwarm.Scenarios.Import;

/// <summary>A word of a file and where it stands.</summary>
internal readonly record struct InstanceWord(string Text, int Line, int Column);

/// <summary>The lines of an instance file as words, and the list of what is wrong with them.</summary>
internal sealed class InstanceText
{
    private readonly List<InstanceError> errors = [];

    private InstanceText(string file, List<InstanceWord[]> rows, int lines)
    {
        File = file;
        Rows = rows;
        Lines = lines;
    }

    public string File { get; }

    /// <summary>All lines that are not blank.</summary>
    public IReadOnlyList<InstanceWord[]> Rows { get; }

    /// <summary>Number of lines, blank ones included.</summary>
    public int Lines { get; }

    public IReadOnlyList<InstanceError> Errors => errors;

    /// <summary>True if there are so many errors that reading on is of no use.</summary>
    public bool IsHopeless => errors.Count >= InstanceLimits.MaxErrors;

    public static InstanceText Split(string file, string text)
    {
        var rows = new List<InstanceWord[]>();
        var line = 0;
        foreach (var raw in text.TrimStart('\uFEFF').ReplaceLineEndings("\n").Split('\n'))
        {
            line++;
            var words = Words(raw, line);
            if (words.Length > 0)
            {
                rows.Add(words);
            }

            // Two more than can be right: enough to say that there are too many, without holding them all.
            if (rows.Count > InstanceLimits.MaxNodes + 16)
            {
                break;
            }
        }

        return new InstanceText(file, rows, line);
    }

    public void Add(in InstanceWord at, string field, string found, string expected) =>
        errors.Add(new InstanceError(File, at.Line, at.Column, field, found, expected));

    public void AddForFile(string field, string found, string expected) =>
        errors.Add(new InstanceError(File, 0, 0, field, found, expected));

    public void AddForEnd(string field, string found, string expected) =>
        errors.Add(new InstanceError(File, Math.Max(1, Lines), 1, field, found, expected));

    public InstanceReadResult Failed() => new(null, errors);

    /// <summary>A number between two bounds; notes an error and gives null otherwise.</summary>
    public double? Number(in InstanceWord word, string field, double min, double max)
    {
        var expected = string.Create(CultureInfo.InvariantCulture, $"a number from {min} to {max}");
        if (double.TryParse(word.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            && value >= min && value <= max)
        {
            return value == 0 ? 0 : value; // No negative zero: it would print as "-0".
        }

        Add(word, field, Quoted(word.Text), expected);
        return null;
    }

    /// <summary>A whole number between two bounds; notes an error and gives null otherwise.</summary>
    public int? Whole(in InstanceWord word, string field, int min, int max)
    {
        if (double.TryParse(word.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            && value >= min && value <= max && value == Math.Floor(value))
        {
            return (int)value;
        }

        var expected = string.Create(CultureInfo.InvariantCulture, $"a whole number from {min} to {max}");
        Add(word, field, Quoted(word.Text), expected);
        return null;
    }

    /// <summary>A load: at most three decimals.</summary>
    public double? Load(in InstanceWord word, string field, double min, double max)
    {
        var value = Number(word, field, min, max);
        if (value is { } v && Math.Round(v * 1000) / 1000 != v)
        {
            Add(word, field, Quoted(word.Text), "at most three decimals");
            return null;
        }

        return value;
    }

    /// <summary>
    /// A word as it is shown in a message: in quotes, cut if it is long, control characters replaced.
    /// </summary>
    public static string Quoted(string text)
    {
        var shown = text.Length > 40 ? string.Concat(text.AsSpan(0, 40), "...") : text;
        return "'" + string.Concat(shown.Select(c => char.IsControl(c) ? '?' : c)) + "'";
    }

    private static InstanceWord[] Words(string raw, int line)
    {
        var words = new List<InstanceWord>();
        var i = 0;
        while (i < raw.Length)
        {
            if (char.IsWhiteSpace(raw[i]))
            {
                i++;
                continue;
            }

            var from = i;
            while (i < raw.Length && !char.IsWhiteSpace(raw[i]))
            {
                i++;
            }

            words.Add(new InstanceWord(raw[from..i], line, from + 1));
        }

        return [.. words];
    }
}
