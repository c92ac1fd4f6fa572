using System.Text.RegularExpressions;
using Shouldly;
using Xunit;

namespace TaskSwarm.Conventions.Tests;

/// <summary>Reads the source tree and holds it to the house style.</summary>
public sealed partial class TidyTests
{
    private const int LongestLine = 120;
    private const int LongestFunction = 70;

    /// <summary>Words in two parts, so that this file does not hold them itself.</summary>
    private static readonly (string Word, string Instead, string Folders)[] BannedWords =
    [
        ("TO" + "DO", "do it, or say in the docs that it is missing", "src tests"),
        ("FIX" + "ME", "mend it", "src tests"),
        ("HA" + "CK", "explain it or mend it", "src tests"),
        ("NotImplemented" + "Exception", "build it", "src tests"),
        ("Thread." + "Sleep", "wait for what is awaited", "src tests"),
        ("Task." + "Delay", "wait for what is awaited", "tests"),
        ("async" + " void", "return a Task", "src tests"),
        ("." + "Result;", "await it", "src/TaskSwarm.Actors src/TaskSwarm.Hosting"),
        (".Wa" + "it()", "await it", "src"),
        ("#pragma warning " + "disable", "mend the cause", "src tests"),
        ("Ski" + "p = \"", "mend or delete the test", "tests"),
        ("/wo" + "rk/", "no path of one machine", "src tests"),
        ("/ho" + "me/", "no path of one machine", "src tests"),
        ("C:" + "\\", "no path of one machine", "src tests"),
    ];

    /// <summary>A row of a theory's data may be longer: it holds one exact message.</summary>
    [Fact]
    public void No_line_is_longer_than_120_columns() => Everything()
        .SelectMany(f => f.Lines.Select((line, i) => (f.Name, Number: i + 1, line)))
        .Where(l => l.line.Length > LongestLine && !DataRow().IsMatch(l.line))
        .Select(l => $"{l.Name}:{l.Number}: {l.line.Length} columns")
        .ShouldBeEmpty();

    [Fact]
    public void No_function_is_longer_than_70_lines() => Everything()
        .SelectMany(f => Functions(f.Lines).Where(b => b.Length > LongestFunction)
            .Select(b => $"{f.Name}:{b.Line}: {b.Length} lines"))
        .ShouldBeEmpty();

    [Fact]
    public void No_banned_word_is_used()
    {
        var found = new List<string>();
        foreach ((string word, string instead, string folders) in BannedWords)
        {
            foreach (SourceFile file in folders.Split(' ').SelectMany(Source.Files))
            {
                found.AddRange(file.Lines
                    .Select((line, i) => (line, Number: i + 1))
                    .Where(l => l.line.Contains(word, StringComparison.Ordinal))
                    .Select(l => $"{file.Name}:{l.Number}: '{word}' is banned: {instead}"));
            }
        }

        found.ShouldBeEmpty();
    }

    [Fact]
    public void No_file_ends_in_white_space_or_holds_tabs() => Everything()
        .SelectMany(f => f.Lines.Select((line, i) => (f.Name, Number: i + 1, line)))
        .Where(l => l.line.Contains('\t', StringComparison.Ordinal) || l.line != l.line.TrimEnd())
        .Select(l => $"{l.Name}:{l.Number}")
        .ShouldBeEmpty();

    /// <summary>Messages, events and commands of one protocol may share a file: they are read together.</summary>
    [Fact]
    public void Every_public_type_has_a_file_of_its_name()
    {
        var found = new List<string>();
        foreach (SourceFile file in Source.Files("src"))
        {
            string[] types = [.. file.Lines.Select(l => TopLevelType().Match(l)).Where(m => m.Success)
                .Select(m => m.Groups["name"].Value)];
            string stem = Path.GetFileName(file.Name)[..^3];
            bool shared = SharedFile().IsMatch(stem);
            if (!shared && types.Any(t => t != stem.Split('.')[0] && t + "OfT" != stem))
            {
                found.Add($"{file.Name} holds {string.Join(", ", types)}");
            }
        }

        found.ShouldBeEmpty();
    }

    [Fact]
    public void The_length_of_functions_is_measured() =>
        Functions(["class A", "{", "    void B()", "    {", "        C();", "    }", "}"]).ShouldBe([(3, 4)]);

    private static IEnumerable<SourceFile> Everything() => Source.Files("src").Concat(Source.Files("tests"));

    /// <summary>Blocks whose braces stand alone at the indent of members, from their first line of signature.</summary>
    private static IEnumerable<(int Line, int Length)> Functions(string[] lines)
    {
        for (int i = 1; i < lines.Length; i++)
        {
            Match open = MemberBrace().Match(lines[i]);
            if (!open.Success)
            {
                continue;
            }

            int first = i - 1;
            string indent = open.Groups["indent"].Value;
            while (first > 0 && lines[first].StartsWith(indent + " ", StringComparison.Ordinal))
            {
                first--;
            }

            int close = Array.FindIndex(lines, i, l => l.StartsWith(indent + "}", StringComparison.Ordinal));
            if (close > 0 && !TypeWord().IsMatch(lines[first]))
            {
                yield return (first + 1, close - first + 1);
            }
        }
    }

    [GeneratedRegex(@"^(?<indent> {4}| {8})\{$")]
    private static partial Regex MemberBrace();

    [GeneratedRegex(@"\b(class|record|struct|interface|enum|namespace)\b")]
    private static partial Regex TypeWord();

    [GeneratedRegex(
        @"^public (?:(?:sealed|abstract|static|partial|readonly|ref) )*" +
        @"(?:class|record struct|record class|record|struct|interface|enum) (?<name>\w+)")]
    private static partial Regex TopLevelType();

    [GeneratedRegex("""^ +\{ .*".*" \},?$""")]
    private static partial Regex DataRow();

    [GeneratedRegex("(Messages|Events|Protocol|Commands)$|^RunPicture$")]
    private static partial Regex SharedFile();
}
