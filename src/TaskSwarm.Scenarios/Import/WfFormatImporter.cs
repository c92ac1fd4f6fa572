using System.Text.Json;

namespace TaskSwarm.Scenarios.Import;

/// <summary>
/// Makes a scenario of kind workflow of a recorded workflow in WfFormat 1.5 (WfCommons; Coleman et al. 2022): run times
/// become work, files that a parent writes and a child reads become inputs, parents without such files bare precedence.
/// </summary>
internal sealed class WfFormatImporter : IScenarioImporter
{
    private const int MaxFiles = 1_000_000;
    private const double MaxBytes = 1e15;

    /// <inheritdoc/>
    public string Name => "wfformat";

    /// <inheritdoc/>
    public string Description => "recorded workflow in WfFormat 1.5 JSON (WfCommons, Coleman et al. 2022)";

    /// <inheritdoc/>
    public ImportResult Import(string text, string file)
    {
        ArgumentNullException.ThrowIfNull(text);
        var json = new JsonInstance(file);
        if (json.Root(text) is not { } root)
        {
            return new ImportResult(null, json.Problems);
        }

        if (Object(root, "workflow") is not { } workflow
            || Object(workflow, "specification") is not { } specification
            || Object(workflow, "execution") is not { } execution)
        {
            json.Add("workflow", "no specification and execution", "WfFormat 1.5 with both of them");
            return new ImportResult(null, json.Problems);
        }

        var nodes = Nodes(json, specification, execution);
        if (json.Problems.Count == 0 && nodes.Count == 0)
        {
            json.Add("tasks", "an empty list", "at least one task");
        }

        return json.Problems.Count > 0
            ? new ImportResult(null, json.Problems)
            : new ImportResult(GraphText.Write(this, file, nodes), []);
    }

    private static List<GraphNode> Nodes(JsonInstance json, JsonElement specification, JsonElement execution)
    {
        var seconds = Numbers(json, execution, "tasks", "runtimeInSeconds", InstanceLimits.MaxNumber);
        var bytes = specification.TryGetProperty("files", out _)
            ? Numbers(json, specification, "files", "sizeInBytes", MaxBytes)
            : new SortedDictionary<string, double>(StringComparer.Ordinal);
        var tasks = json.List(specification, "tasks", GraphText.MaxTasks);
        var numbers = new SortedDictionary<string, int>(StringComparer.Ordinal);
        for (var t = 0; t < tasks.Count; t++)
        {
            var id = Text(tasks[t], "id");
            if (id is null || ImportText.SafeName(id) != id || !numbers.TryAdd(id, t) || !seconds.ContainsKey(id))
            {
                json.Add(
                    $"tasks[{t}].id", id is null ? "nothing" : InstanceText.Quoted(id),
                    "an id of its own, of letters, digits, '.', '_' and '-', with a run time in execution.tasks");
            }
        }

        if (json.Problems.Count > 0)
        {
            return [];
        }

        var written = tasks.Select(t => Texts(json, t, "outputFiles").ToHashSet(StringComparer.Ordinal)).ToArray();
        return [.. tasks.Select(task => NodeOf(json, task, numbers, seconds, bytes, written))];
    }

    private static GraphNode NodeOf(
        JsonInstance json, JsonElement task, SortedDictionary<string, int> numbers,
        SortedDictionary<string, double> seconds, SortedDictionary<string, double> bytes, HashSet<string>[] written)
    {
        var id = Text(task, "id")!;
        var read = Texts(json, task, "inputFiles");
        var inputs = new List<(int, double)>();
        foreach (var parent in Texts(json, task, "parents").Distinct(StringComparer.Ordinal))
        {
            if (!numbers.TryGetValue(parent, out var from))
            {
                json.Add("parents", InstanceText.Quoted(parent), "the id of a task");
                continue;
            }

            inputs.Add((from, read.Where(written[from].Contains).Sum(f => bytes.GetValueOrDefault(f))));
        }

        return new GraphNode(id, seconds[id], inputs);
    }

    /// <summary>A number for each id of a list.</summary>
    private static SortedDictionary<string, double> Numbers(
        JsonInstance json, JsonElement of, string list, string field, double max)
    {
        var numbers = new SortedDictionary<string, double>(StringComparer.Ordinal);
        foreach (var item in json.List(of, list, MaxFiles))
        {
            if (Text(item, "id") is { } id)
            {
                numbers[id] = json.Number(item, field, 0, max);
            }
            else
            {
                json.Add(list, "an item without id", "a text under id");
            }
        }

        return numbers;
    }

    private static JsonElement? Object(JsonElement of, string name) =>
        of.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Object ? value : null;

    private static string? Text(JsonElement of, string name) =>
        of.ValueKind == JsonValueKind.Object && of.TryGetProperty(name, out var value)
        && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static string[] Texts(JsonInstance json, JsonElement of, string name)
    {
        if (!of.TryGetProperty(name, out _))
        {
            return [];
        }

        var items = json.List(of, name, MaxFiles);
        if (items.Any(i => i.ValueKind != JsonValueKind.String))
        {
            json.Add(name, "an item that is no text", "a list of texts");
            return [];
        }

        return [.. items.Select(i => i.GetString()!)];
    }
}
