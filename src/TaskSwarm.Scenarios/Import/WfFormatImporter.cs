using System.Globalization;
using System.Text.Json;

namespace TaskSwarm.Scenarios.Import;

/// <summary>
/// Makes a scenario of kind workflow of a recorded workflow in WfFormat 1.5 (WfCommons; Coleman et al. 2022): run times
/// become work, files that a parent writes and a child reads become inputs, parents without such files bare precedence,
/// and all files of a task its storage. Files that no task writes are taken to be everywhere from the start.
/// </summary>
internal sealed class WfFormatImporter : IScenarioImporter
{
    private const int MaxFiles = 1_000_000;
    private const double MaxBytes = 1e15;
    private const string Specification = "workflow.specification";
    private const string Execution = "workflow.execution";

    /// <inheritdoc/>
    public string Name => "wfformat";

    /// <inheritdoc/>
    public string Description => "recorded workflow in WfFormat 1.5 JSON (WfCommons, Coleman et al. 2022)";

    /// <inheritdoc/>
    public ImportResult Import(string text, string file)
    {
        ArgumentNullException.ThrowIfNull(text);
        var json = new JsonInstance(file);
        if (json.Root(text) is not JsonElement root)
        {
            return new ImportResult(null, json.Problems);
        }

        if (Object(root, "workflow") is not JsonElement workflow
            || Object(workflow, "specification") is not JsonElement specification
            || Object(workflow, "execution") is not JsonElement execution)
        {
            json.Add("workflow", "no specification and execution", "WfFormat 1.5 with both of them");
            return new ImportResult(null, json.Problems);
        }

        List<GraphNode> nodes = Nodes(json, specification, execution);
        if (json.Problems.Count == 0 && nodes.Count == 0)
        {
            json.Add(Specification + ".tasks", "an empty list", "at least one task");
        }

        return json.Problems.Count > 0
            ? new ImportResult(null, json.Problems)
            : new ImportResult(GraphText.Write(this, file, nodes), []);
    }

    private static List<GraphNode> Nodes(JsonInstance json, JsonElement specification, JsonElement execution)
    {
        SortedDictionary<string, double> seconds = Numbers(
            json, execution, Execution + ".tasks", "runtimeInSeconds", InstanceLimits.MaxNumber);
        SortedDictionary<string, double> bytes = specification.TryGetProperty("files", out _)
            ? Numbers(json, specification, Specification + ".files", "sizeInBytes", MaxBytes)
            : new SortedDictionary<string, double>(StringComparer.Ordinal);
        IReadOnlyList<JsonElement> tasks = json.List(specification, Specification + ".tasks", GraphText.MaxTasks);
        var numbers = new SortedDictionary<string, int>(StringComparer.Ordinal);
        for (int t = 0; t < tasks.Count; t++)
        {
            CheckId(json, Text(tasks[t], "id"), t, numbers, seconds);
        }

        Files[] files = [.. tasks.Select((task, t) => FilesOf(json, task, t))];
        if (json.Problems.Count > 0)
        {
            return [];
        }

        string[] ids = [.. tasks.Select(t => Text(t, "id")!)];
        IReadOnlyList<string> names = GraphNames.For(ids);
        return
        [
            .. tasks.Select((task, t) => new GraphNode(names[t], seconds[ids[t]], Inputs(
                json, task, t, numbers, bytes, files))
            {
                Id = names[t] == ids[t] ? null : ids[t],
                Storage = files[t].Read.Union(files[t].Written).Sum(f => bytes.GetValueOrDefault(f)),
            }),
        ];
    }

    private static void CheckId(
        JsonInstance json, string? id, int task, SortedDictionary<string, int> numbers,
        SortedDictionary<string, double> seconds)
    {
        string path = PathOf(task, "id");
        if (string.IsNullOrEmpty(id) || id.Length > 1000)
        {
            json.Add(path, id is null ? "nothing" : InstanceText.Quoted(id), "a text of 1 to 1000 characters");
        }
        else if (!numbers.TryAdd(id, task))
        {
            json.Add(path, $"{InstanceText.Quoted(id)} a second time", "an id that no other task has");
        }
        else if (!seconds.ContainsKey(id))
        {
            json.Add(path, InstanceText.Quoted(id), $"the id of an item of {Execution}.tasks, which has its run time");
        }
    }

    private static List<(int From, double Bytes)> Inputs(
        JsonInstance json, JsonElement task, int number, SortedDictionary<string, int> numbers,
        SortedDictionary<string, double> bytes, Files[] files)
    {
        var inputs = new List<(int, double)>();
        var seen = new SortedSet<string>(StringComparer.Ordinal);
        string[] parents = Texts(json, task, PathOf(number, "parents"));
        for (int p = 0; p < parents.Length; p++)
        {
            if (!numbers.TryGetValue(parents[p], out int from))
            {
                string path = string.Create(CultureInfo.InvariantCulture, $"{PathOf(number, "parents")}[{p}]");
                json.Add(path, InstanceText.Quoted(parents[p]), "the id of a task");
            }
            else if (seen.Add(parents[p]))
            {
                inputs.Add((from, files[number].Read.Where(files[from].Written.Contains)
                    .Sum(f => bytes.GetValueOrDefault(f))));
            }
        }

        return inputs;
    }

    private static Files FilesOf(JsonInstance json, JsonElement task, int number) => new(
        new SortedSet<string>(Texts(json, task, PathOf(number, "inputFiles")), StringComparer.Ordinal),
        new SortedSet<string>(Texts(json, task, PathOf(number, "outputFiles")), StringComparer.Ordinal));

    /// <summary>A number for each id of a list, which is the last word of a path.</summary>
    private static SortedDictionary<string, double> Numbers(
        JsonInstance json, JsonElement of, string list, string field, double max)
    {
        var numbers = new SortedDictionary<string, double>(StringComparer.Ordinal);
        IReadOnlyList<JsonElement> items = json.List(of, list, MaxFiles);
        for (int i = 0; i < items.Count; i++)
        {
            string path = string.Create(CultureInfo.InvariantCulture, $"{list}[{i}]");
            if (Text(items[i], "id") is string id)
            {
                numbers[id] = json.Number(items[i], $"{path}.{field}", 0, max);
            }
            else
            {
                json.Add($"{path}.id", "nothing", "a text");
            }
        }

        return numbers;
    }

    private static JsonElement? Object(JsonElement of, string name) =>
        of.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Object ? value : null;

    private static string? Text(JsonElement of, string name) =>
        of.ValueKind == JsonValueKind.Object && of.TryGetProperty(name, out JsonElement value)
        && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static string[] Texts(JsonInstance json, JsonElement of, string path)
    {
        if (of.ValueKind != JsonValueKind.Object || !of.TryGetProperty(JsonInstance.LastOf(path), out _))
        {
            return [];
        }

        IReadOnlyList<JsonElement> items = json.List(of, path, MaxFiles);
        if (items.Any(i => i.ValueKind != JsonValueKind.String))
        {
            json.Add(path, "an item that is no text", "a list of texts");
            return [];
        }

        return [.. items.Select(i => i.GetString()!)];
    }

    private static string PathOf(int task, string field) =>
        string.Create(CultureInfo.InvariantCulture, $"{Specification}.tasks[{task}].{field}");

    private sealed record Files(SortedSet<string> Read, SortedSet<string> Written);
}
