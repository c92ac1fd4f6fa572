using System.Text.Json;
using TaskSwarm.Scenarios.Format;

namespace TaskSwarm.Scenarios.Import;

/// <summary>A JSON instance under examination: gives values and notes what is wrong with them.</summary>
internal sealed class JsonInstance(string file)
{
    private readonly List<Problem> problems = [];
    private JsonPlaces? places;

    /// <summary>What was wrong.</summary>
    public IReadOnlyList<Problem> Problems => problems;

    /// <summary>Reads a document whose root is an object; null with a problem noted otherwise.</summary>
    public JsonElement? Root(string text)
    {
        try
        {
            string bare = text.TrimStart('\uFEFF');
            places = new JsonPlaces(file, bare);
            JsonElement root = JsonDocument.Parse(bare).RootElement;
            if (root.ValueKind == JsonValueKind.Object)
            {
                return root;
            }

            Add("instance", "JSON that is not an object", "one object");
        }
        catch (JsonException e)
        {
            places = null;
            problems.Add(new Problem(
                new SourcePlace(file, (int)(e.LineNumber ?? 0) + 1, (int)(e.BytePositionInLine ?? 0) + 1),
                "instance", "text that is not JSON", "a complete JSON object"));
        }

        return null;
    }

    /// <summary>Notes a problem with a field, which is named by its path from the root where that is known.</summary>
    public void Add(string field, string found, string expected)
    {
        if (problems.Count < InstanceLimits.MaxErrors)
        {
            problems.Add(new Problem(places?.Find(field) ?? new SourcePlace(file, 1, 1), field, found, expected));
        }
    }

    /// <summary>The name of a field of which the path is known.</summary>
    public static string LastOf(string path) => path[(path.LastIndexOf('.') + 1)..];

    /// <summary>The items of a list, under the last name of a path; empty with a problem noted if it is none.</summary>
    public IReadOnlyList<JsonElement> List(JsonElement of, string field, int atMost)
    {
        if (of.TryGetProperty(LastOf(field), out var list) && list.ValueKind == JsonValueKind.Array
            && list.GetArrayLength() <= atMost)
        {
            return [.. list.EnumerateArray()];
        }

        Add(field, "no such list", $"a list of at most {atMost} items");
        return [];
    }

    /// <summary>A finite number under the last name of a path, within bounds; 0 with a problem noted otherwise.
    /// </summary>
    public double Number(JsonElement of, string field, double min, double max)
    {
        if (of.ValueKind == JsonValueKind.Object && of.TryGetProperty(LastOf(field), out var value))
        {
            return Value(value, field, min, max);
        }

        Add(field, "nothing", "a number");
        return 0;
    }

    /// <summary>A finite number within bounds; 0 with a problem noted otherwise.</summary>
    public double Value(JsonElement value, string field, double min, double max)
    {
        if (value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number)
            && number >= min && number <= max)
        {
            return number;
        }

        Add(field, InstanceText.Quoted(value.GetRawText()), FormattableString.Invariant(
            $"a number from {min} to {max}"));
        return 0;
    }

    /// <summary>A list of numbers of a given length.</summary>
    public double[] Numbers(JsonElement list, string field, int length, double min, double max)
    {
        if (list.ValueKind == JsonValueKind.Array && list.GetArrayLength() == length)
        {
            return [.. list.EnumerateArray().Select(v => Value(v, field, min, max))];
        }

        Add(field, "no such list", FormattableString.Invariant($"a list of {length} numbers"));
        return new double[length];
    }
}
