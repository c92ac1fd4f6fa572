using System.Globalization;
using System.Text;

namespace TaskSwarm.Scenarios.Import;

/// <summary>
/// Makes a scenario of kind assignment of a generalised assignment problem in the format of the OR-Library: agents and
/// tasks; costs row by row, a row an agent; needs likewise; capacities. Numbers may be broken into lines anywhere.
/// </summary>
internal sealed class GapImporter : IScenarioImporter
{
    private const int MaxPairs = 1_000_000;

    /// <inheritdoc/>
    public string Name => "gap";

    /// <inheritdoc/>
    public string Description => "generalised assignment (OR-Library, Beasley 1990)";

    /// <inheritdoc/>
    public ImportResult Import(string text, string file)
    {
        var lines = InstanceText.Split(file, text);
        InstanceWord[] words = [.. lines.Rows.SelectMany(r => r)];
        if (words.Length < 2)
        {
            lines.AddForFile("instance", "fewer than two numbers", "agents, tasks, costs, needs and capacities");
            return Failed(lines);
        }

        if (lines.Whole(words[0], "agents", 1, 10_000) is not { } agents
            || lines.Whole(words[1], "tasks", 1, 100_000) is not { } tasks)
        {
            return Failed(lines);
        }

        var expected = 2 + (2L * agents * tasks) + agents;
        if ((long)agents * tasks > MaxPairs || words.Length != expected)
        {
            lines.AddForEnd(
                "instance",
                string.Create(CultureInfo.InvariantCulture, $"{words.Length} numbers"),
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{expected} for {agents} agents and {tasks} tasks, of at most {MaxPairs} pairs"));
            return Failed(lines);
        }

        var numbers = new double[words.Length];
        for (var i = 2; i < words.Length && !lines.IsHopeless; i++)
        {
            numbers[i] = lines.Number(words[i], FieldOf(i, agents, tasks), 0, InstanceLimits.MaxNumber) ?? 0;
        }

        return lines.Errors.Count > 0
            ? Failed(lines)
            : new ImportResult(Write(numbers, agents, tasks, file), []);
    }

    private static string FieldOf(int index, int agents, int tasks) =>
        index < 2 + (agents * tasks) ? "cost" : index < 2 + (2 * agents * tasks) ? "need" : "capacity";

    private static ImportResult Failed(InstanceText lines) =>
        new(null, [.. lines.Errors.Select(ScenarioImporters.ProblemOf)]);

    private string Write(double[] numbers, int agents, int tasks, string file)
    {
        var text = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $$"""
            # Imported from {{Path.GetFileName(file)}} ({{Name}}: {{Description}}).
            # sense: max reads the costs as profits, as the sets gap1 to gap12 were published.
            taskswarm: 1
            kind: assignment
            name: {{ImportText.SafeName(InstanceReader.NameOf(file))}}
            description: {{tasks}} tasks for {{agents}} agents with budgets.
            seed: 1
            duration: {{tasks + 600}}s

            network: { latency: 1ms }
            allocation: { strategy: contract-net, heartbeat: 10s }
            planning: 2min
            sense: min

            agents:

            """).ReplaceLineEndings("\n"));
        for (var a = 0; a < agents; a++)
        {
            var budget = ImportText.Number(numbers[2 + (2 * agents * tasks) + a]);
            text.Append(CultureInfo.InvariantCulture, $"  - {{ name: agent-{a + 1}, budget: {budget} }}\n");
        }

        text.Append("tasks:\n");
        for (var t = 0; t < tasks; t++)
        {
            var cost = Column(numbers, 2 + t, agents, tasks);
            var need = Column(numbers, 2 + (agents * tasks) + t, agents, tasks);
            text.Append(
                CultureInfo.InvariantCulture, $"  - {{ name: task-{t + 1}, cost: {cost},\n      need: {need} }}\n");
        }

        return text.ToString();
    }

    private static string Column(double[] numbers, int first, int agents, int tasks) => ImportText.List(
        Enumerable.Range(0, agents).Select(a => ImportText.Number(numbers[first + (a * tasks)])));
}
