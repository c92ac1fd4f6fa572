using System.Globalization;
using System.Text;
using System.Text.Json;
using TaskSwarm.Scenarios.Format;

namespace TaskSwarm.Scenarios.Import;

/// <summary>
/// Tells where in a JSON text a value stands, by its path, such as <c>tasks[3].id</c>. It reads the text once more for
/// each question: only what is wrong is asked for.
/// </summary>
internal sealed class JsonPlaces(string file, string text)
{
    private readonly byte[] _bytes = Encoding.UTF8.GetBytes(text);

    /// <summary>The place of a value; of the innermost object or list on the way to it if it is not there.</summary>
    public SourcePlace Find(string path)
    {
        var reader = new Utf8JsonReader(_bytes);
        var way = new Stack<(string Path, int Index)>();
        long best = 0;
        int matched = -1;
        string name = "";
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.PropertyName)
            {
                name = reader.GetString()!;
                continue;
            }

            if (reader.TokenType is JsonTokenType.EndArray or JsonTokenType.EndObject)
            {
                way.Pop();
                continue;
            }

            string here = "";
            if (way.TryPop(out (string Path, int Index) within))
            {
                here = within.Index < 0
                    ? (within.Path.Length == 0 ? name : $"{within.Path}.{name}")
                    : string.Create(CultureInfo.InvariantCulture, $"{within.Path}[{within.Index}]");
                way.Push(within.Index < 0 ? within : (within.Path, within.Index + 1));
            }

            if (IsOnTheWay(here, path) && here.Length > matched)
            {
                (best, matched) = (reader.TokenStartIndex, here.Length);
            }

            if (here.Length == path.Length && matched == here.Length)
            {
                break;
            }

            if (reader.TokenType is JsonTokenType.StartArray or JsonTokenType.StartObject)
            {
                way.Push((here, reader.TokenType == JsonTokenType.StartArray ? 0 : -1));
            }
        }

        return At((int)best);
    }

    private static bool IsOnTheWay(string here, string path) => path.StartsWith(here, StringComparison.Ordinal)
        && (here.Length is 0 || here.Length == path.Length || path[here.Length] is '.' or '[');

    private SourcePlace At(int offset)
    {
        ReadOnlySpan<byte> before = _bytes.AsSpan(0, offset);
        int line = before.Count((byte)'\n') + 1;
        int column = Encoding.UTF8.GetCharCount(before[(before.LastIndexOf((byte)'\n') + 1)..]) + 1;
        return new SourcePlace(file, line, column);
    }
}
