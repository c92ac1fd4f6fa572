using System.Globalization;

namespace TaskSwarm.Tests.BadInput;

/// <summary>Breaks a text in the ways in which files break: lost, doubled and swapped lines, wrong characters, cut
/// ends, and values replaced by awkward ones.</summary>
internal static class Mutation
{
    private static readonly string[] Awkward =
    [
        "", "~", "NaN", ".nan", "-.inf", "1e999", "-0", "99999999999999999999", "0x10", "1e-400", "[", "]", "{", "}",
        "*a", "&a", "*", "<<: *a", "!!binary", "|", ">", "%YAML 9.9", "---", "...", "? ", ": ", "- ", "'", "\"", "#",
        "\t", "\r", "\0", "\uFEFF", "\uD800", "\u2028", "é", "5s", "0s", "truck-*", "[[[[[[[[", "{a: {a: {a: ",
    ];

    /// <summary>A text with one to five changes, drawn from a seed.</summary>
    public static string Of(string text, int seed)
    {
        var random = new Random(seed);
        for (var changes = random.Next(1, 6); changes > 0; changes--)
        {
            text = Change(text, random);
        }
        return text;
    }

    private static string Change(string text, Random random)
    {
        var lines = text.Split('\n').ToList();
        var (line, other) = (random.Next(lines.Count), random.Next(lines.Count));
        var at = random.Next(text.Length + 1);
        switch (random.Next(8))
        {
            case 0:
                lines.RemoveAt(line);
                break;
            case 1:
                lines.Insert(other, lines[line]);
                break;
            case 2:
                (lines[line], lines[other]) = (lines[other], lines[line]);
                break;
            case 3:
                lines[line] = ReplaceWord(lines[line], random);
                break;
            case 4:
                lines[line] = new string(' ', random.Next(6)) + lines[line].TrimStart();
                break;
            case 5:
                return text[..at];
            case 6:
                return text.Insert(at, Awkward[random.Next(Awkward.Length)]);
            default:
                return at == text.Length ? text : text[..at] + (char)random.Next(1, 256) + text[(at + 1)..];
        }
        return string.Join('\n', lines);
    }

    private static string ReplaceWord(string line, Random random)
    {
        var words = line.Split(' ');
        words[random.Next(words.Length)] = random.Next(2) == 0
            ? Awkward[random.Next(Awkward.Length)]
            : random.Next(int.MinValue, int.MaxValue).ToString(CultureInfo.InvariantCulture);
        return string.Join(' ', words);
    }
}
