using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace TaskSwarm.Scenarios.Format;

/// <summary>The library's parser, with every failure of it turned into the one exception it documents: on some broken
/// texts its scanner throws others.</summary>
internal sealed class GuardedParser : IParser
{
    private readonly Scanner scanner;
    private readonly Parser parser;

    public GuardedParser(string text)
    {
        scanner = new Scanner(new StringReader(text), skipComments: true);
        parser = new Parser(scanner);
    }

    public ParsingEvent? Current => parser.Current;

    public bool MoveNext()
    {
        try
        {
            return parser.MoveNext();
        }
        catch (Exception e) when (e is not YamlException)
        {
            var mark = scanner.CurrentPosition;
            throw new YamlException(mark, mark, "a character that makes no sense at its place", e);
        }
    }
}
