using System.Globalization;
using System.Text;
using System.Text.Json;

namespace TaskSwarm.Scenarios.Import;

/// <summary>
/// Makes a scenario of kind assignment of a problem for CBBA as a public implementation of it reads them: agents and
/// tasks with types and places. With time windows a task is worth value * exp(-discount * delay) and agents travel;
/// without, it is worth value * exp(-discount * distance / speed) to each agent, whatever else that agent does.
/// </summary>
internal sealed class CbbaImporter : IScenarioImporter
{
    private const double Far = InstanceLimits.MaxNumber;

    /// <inheritdoc/>
    public string Name => "cbba";

    /// <inheritdoc/>
    public string Description => "tasks whose worth decays, for consensus-based bundles (Choi, Brunet and How 2009)";

    /// <inheritdoc/>
    public ImportResult Import(string text, string file)
    {
        var json = new JsonInstance(file);
        if (json.Root(text) is not { } root)
        {
            return new ImportResult(null, json.Problems);
        }

        var hasWindows = root.TryGetProperty("time_windows", out var flag) && flag.ValueKind == JsonValueKind.True;
        var most = (int)json.Number(root, "max_tasks_per_agent", 1, 100_000);
        Item[] agents = [.. json.List(root, "agents", 1000).Select(a => Agent(json, a))];
        Item[] tasks = [.. json.List(root, "tasks", 10_000).Select(t => Task(json, t))];
        if (json.Problems.Count == 0 && (agents.Length == 0 || tasks.Length == 0))
        {
            json.Add("agents", "no agent or no task", "at least one of each");
        }

        return json.Problems.Count > 0
            ? new ImportResult(null, json.Problems)
            : new ImportResult(Write(agents, tasks, most, hasWindows, file), []);
    }

    private static Item Agent(JsonInstance json, JsonElement a) => new(
        json.Number(a, "agent_type", 0, 63), json.Number(a, "x", -Far, Far), json.Number(a, "y", -Far, Far),
        json.Number(a, "nom_velocity", 0.001, 100_000), 0, 0, 0, 0);

    private static Item Task(JsonInstance json, JsonElement t) => new(
        json.Number(t, "task_type", 0, 63), json.Number(t, "x", -Far, Far), json.Number(t, "y", -Far, Far), 0,
        json.Number(t, "task_value", 0, 1e9), json.Number(t, "discount", 0, 1000),
        json.Number(t, "start_time", 0, Far), json.Number(t, "end_time", 0, Far))
    {
        Length = json.Number(t, "duration", 0, Far),
    };

    private string Write(Item[] agents, Item[] tasks, int most, bool hasWindows, string file)
    {
        var end = (long)tasks.Max(t => t.End + t.Length) + 3600;
        var objective = hasWindows ? "{ worth: 1, unplaced: 0 }" : "{ cost: 1 }";
        var text = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $$"""
            # Imported from {{Path.GetFileName(file)}} ({{Name}}: {{Description}}).
            taskswarm: 1
            kind: assignment
            name: {{ImportText.SafeName(InstanceReader.NameOf(file))}}
            description: {{tasks.Length}} tasks for {{agents.Length}} agents, each worth less the later it is done.
            seed: 1
            duration: {{end}}s

            network: { latency: 1ms }
            allocation: { strategy: cbba, objective: {{objective}} }
            planning: 10s
            sense: {{(hasWindows ? "min" : "max")}}

            agents:

            """).ReplaceLineEndings("\n"));
        for (var a = 0; a < agents.Length; a++)
        {
            var way = hasWindows ? $", at: {agents[a].Place}, speed: {ImportText.Number(agents[a].Speed)}m/s" : "";
            text.Append(
                CultureInfo.InvariantCulture,
                $"  - {{ name: agent-{a}, skills: [type-{agents[a].Type}], maxTasks: {most}{way} }}\n");
        }

        text.Append("tasks:\n");
        for (var t = 0; t < tasks.Length; t++)
        {
            var what = hasWindows ? Windowed(tasks[t]) : $"cost: {Profits(agents, tasks[t])}";
            text.Append(
                CultureInfo.InvariantCulture,
                $"  - {{ name: task-{t}, skills: [type-{tasks[t].Type}],\n      {what} }}\n");
        }

        return text.ToString();
    }

    private static string Windowed(Item task) => string.Join(", ",
        $"at: {task.Place}",
        $"value: {ImportText.Number(task.Value)}",
        $"decay: {ImportText.Number(task.Discount)}",
        $"release: {ImportText.Seconds(task.Start)}",
        $"latestStart: {ImportText.Seconds(task.End)}",
        $"duration: {(task.Length > 0 ? ImportText.Seconds(task.Length) : "1us")}");

    private static string Profits(Item[] agents, Item task) => ImportText.List(agents.Select(a => ImportText.Number(
        task.Value * Math.Exp(-task.Discount * Math.Sqrt(
            ((a.X - task.X) * (a.X - task.X)) + ((a.Y - task.Y) * (a.Y - task.Y))) / a.Speed))));

    private sealed record Item(
        double Type, double X, double Y, double Speed, double Value, double Discount, double Start, double End)
    {
        public double Length { get; init; }

        public string Place => $"[{ImportText.Number(X)}m, {ImportText.Number(Y)}m]";
    }
}
