using System.Globalization;
using System.Text;
using System.Text.Json;

namespace TaskSwarm.Scenarios.Import;

/// <summary>
/// Makes a scenario of kind assignment of a problem of heterogeneous robots in coalitions with precedence
/// (MRTA-Benchmark, J. Bichler): Q robots x skills, R tasks x skills, T_e durations, task_locations,
/// precedence_constraints; the first node is the start and the last the end of all robots. A unit of length becomes a
/// metre and one of time a second; all go 1 m/s.
/// </summary>
internal sealed class MrtaImporter : IScenarioImporter
{
    private const int MaxNodes = 1002;
    private const int MaxRobots = 1000;

    /// <inheritdoc/>
    public string Name => "mrta";

    /// <inheritdoc/>
    public string Description => "robots in coalitions with precedence (MRTA-Benchmark, Bichler)";

    /// <inheritdoc/>
    public ImportResult Import(string text, string file)
    {
        var json = new JsonInstance(file);
        if (json.Root(text) is not { } root)
        {
            return new ImportResult(null, json.Problems);
        }

        if (root.TryGetProperty("T_t", out var travel) && travel.ValueKind != JsonValueKind.Null)
        {
            json.Add("T_t", "a table of travel times", "none: robots go straight from place to place");
        }

        var needs = json.List(root, "R", MaxNodes);
        var robots = json.List(root, "Q", MaxRobots);
        if (needs.Count < 3 || robots.Count == 0)
        {
            json.Add("R", "fewer than three nodes, or no robot", "a start, at least one task, an end, and robots");
            return new ImportResult(null, json.Problems);
        }

        var skills = robots[0].ValueKind == JsonValueKind.Array ? Math.Min(64, robots[0].GetArrayLength()) : 0;
        var instance = new Instance(
            [.. robots.Select(r => json.Numbers(r, "Q", skills, 0, 1))],
            [.. needs.Select(r => json.Numbers(r, "R", skills, 0, 1))],
            [.. json.List(root, "T_e", MaxNodes).Select(v => json.Value(v, "T_e", 0, InstanceLimits.MaxNumber))],
            [
                .. json.List(root, "task_locations", MaxNodes).Select(v => json.Numbers(
                    v, "task_locations", 2, -InstanceLimits.MaxNumber, InstanceLimits.MaxNumber)),
            ],
            [
                .. json.List(root, "precedence_constraints", 100_000).Select(v => json.Numbers(
                    v, "precedence_constraints", 2, 1, needs.Count - 2)),
            ]);
        if (instance.Lengths.Length != needs.Count || instance.Places.Length != needs.Count)
        {
            json.Add("T_e", "lists of different lengths", "R, T_e and task_locations of the same length");
        }

        return json.Problems.Count > 0
            ? new ImportResult(null, json.Problems)
            : new ImportResult(Write(instance, file), []);
    }

    private string Write(Instance instance, string file)
    {
        var last = instance.Needs.Length - 1;
        var end = (long)Math.Ceiling(instance.Lengths.Sum() + (2 * Extent(instance) * (last + 1))) + 600;
        var text = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $$"""
            # Imported from {{Path.GetFileName(file)}} ({{Name}}: {{Description}}).
            # 1 unit of length is 1 m, 1 unit of time is 1 s, all robots go 1 m/s.
            taskswarm: 1
            kind: assignment
            name: {{ImportText.SafeName(InstanceReader.NameOf(file))}}
            description: {{last - 1}} tasks for coalitions of {{instance.Robots.Length}} robots.
            seed: 1
            duration: {{end}}s

            network: { latency: 1ms }
            allocation: { strategy: contract-net, objective: { makespan: 1 } }
            planning: 1min

            agents:

            """).ReplaceLineEndings("\n"));
        for (var r = 0; r < instance.Robots.Length; r++)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"  - {{ name: robot-{r}, skills: {Skills(instance.Robots[r])}, at: {Place(instance.Places[0])}, "
                + $"home: {Place(instance.Places[last])}, speed: 1m/s }}\n");
        }

        text.Append("tasks:\n");
        for (var t = 1; t < last; t++)
        {
            var after = instance.Order.Where(o => (int)o[1] == t).Select(o => $"task-{(int)o[0]}");
            text.Append(
                CultureInfo.InvariantCulture,
                $"  - {{ name: task-{t}, skills: {Skills(instance.Needs[t])}, team: true, "
                + $"at: {Place(instance.Places[t])}, duration: {ImportText.Seconds(instance.Lengths[t])}, "
                + $"after: {ImportText.List(after)} }}\n");
        }

        return text.ToString();
    }

    private static double Extent(Instance instance) =>
        instance.Places.Max(p => Math.Max(Math.Abs(p[0]), Math.Abs(p[1])));

    private static string Skills(double[] row) => ImportText.List(
        Enumerable.Range(0, row.Length).Where(s => row[s] > 0).Select(s => $"skill-{s}"));

    private static string Place(double[] at) => $"[{ImportText.Number(at[0])}m, {ImportText.Number(at[1])}m]";

    private sealed record Instance(
        double[][] Robots, double[][] Needs, double[] Lengths, double[][] Places, double[][] Order);
}
