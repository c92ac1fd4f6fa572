using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace TaskSwarm.Scenarios.Format;

/// <summary>A text, number, truth value or nothing.</summary>
internal sealed partial class ScalarNode : SourceNode
{
    private const int LongestShown = 60;

    public ScalarNode(SourcePlace place, string text, bool isQuoted) : base(place, 1, 1)
    {
        Text = text;
        IsQuoted = isQuoted;
        Kind = isQuoted ? ScalarKind.Text : Resolve(text);
    }

    /// <summary>The text as written, quotes and escapes resolved.</summary>
    public string Text { get; }

    /// <summary>Whether it was written in quotes or as a block.</summary>
    public bool IsQuoted { get; }

    /// <summary>What it is in YAML's core schema.</summary>
    public ScalarKind Kind { get; }

    public override string Describe()
    {
        if (Kind == ScalarKind.Null)
        {
            return "nothing";
        }
        var shown = Shorten(Text);
        var looksOtherwise = IsQuoted && Text.Length > 0 && Resolve(Text) != ScalarKind.Text;
        return Kind == ScalarKind.Text ? $"\"{shown}\"" + (looksOtherwise ? " in quotes" : "") : shown;
    }

    public override JsonNode? ToJson() => Kind switch
    {
        ScalarKind.Null => null,
        ScalarKind.Truth => JsonValue.Create(Text[0] is 't' or 'T'),
        ScalarKind.Number when long.TryParse(Text, CultureInfo.InvariantCulture, out var whole) =>
            JsonValue.Create(whole),
        ScalarKind.Number when double.IsFinite(Number) => JsonValue.Create(Number),
        _ => JsonValue.Create(Text),
    };

    /// <summary>The value of a scalar of kind <see cref="ScalarKind.Number"/>; infinite if it is too large.</summary>
    public double Number => double.Parse(Text, NumberStyles.Float, CultureInfo.InvariantCulture);

    /// <summary>A user's text made fit for one line of a message.</summary>
    public static string Shorten(string text)
    {
        var clean = new string([.. text.Take(LongestShown).Select(c => char.IsControl(c) ? ' ' : c)]);
        return text.Length > LongestShown ? clean + "..." : clean;
    }

    private static ScalarKind Resolve(string text) => text switch
    {
        "" or "~" or "null" or "Null" or "NULL" => ScalarKind.Null,
        "true" or "True" or "TRUE" or "false" or "False" or "FALSE" => ScalarKind.Truth,
        _ => NumberPattern().IsMatch(text) ? ScalarKind.Number : ScalarKind.Text,
    };

    [GeneratedRegex(@"\A[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex NumberPattern();
}
