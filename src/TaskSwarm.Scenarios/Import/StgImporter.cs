using System.Globalization;

namespace TaskSwarm.Scenarios.Import;

/// <summary>
/// Makes a scenario of kind workflow of a Standard Task Graph (Tobita and Kasahara 2002): the number of tasks n, then
/// n + 2 nodes "number time k parents", of which the first and the last are the empty entry and exit; # begins a
/// comment. A unit of time becomes a second.
/// </summary>
internal sealed class StgImporter : IScenarioImporter
{
    // Number, time and number of parents; the parents follow.
    private const int LeastColumns = 3;

    // The entry and the exit.
    private const int Dummies = 2;

    /// <inheritdoc/>
    public string Name => "stg";

    /// <inheritdoc/>
    public string Description => "Standard Task Graph (Tobita and Kasahara 2002)";

    /// <inheritdoc/>
    public ImportResult Import(string text, string file)
    {
        ArgumentNullException.ThrowIfNull(text);
        string bare = string.Join('\n', text.ReplaceLineEndings("\n").Split('\n').Select(line => line.Split('#')[0]));
        InstanceText lines = InstanceText.Split(file, bare);
        if (lines.Rows.Count == 0)
        {
            lines.AddForFile("instance", "an empty file", "the number of tasks, then a node a line");
            return Failed(lines);
        }

        if (lines.Whole(lines.Rows[0][0], "number of tasks", 1, GraphText.MaxTasks) is not int tasks)
        {
            return Failed(lines);
        }

        int nodes = lines.Rows.Count - 1;
        if (nodes != tasks + Dummies)
        {
            lines.AddForEnd(
                "nodes", string.Create(CultureInfo.InvariantCulture, $"{nodes}"),
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{tasks + Dummies}: {tasks} tasks, an entry and an exit")
                + (nodes < tasks ? "; is the file truncated?" : ""));
            return Failed(lines);
        }

        List<GraphNode> graph = ReadNodes(lines, tasks);
        return lines.Errors.Count > 0 ? Failed(lines) : new ImportResult(GraphText.Write(this, file, graph), []);
    }

    private static List<GraphNode> ReadNodes(InstanceText lines, int tasks)
    {
        var graph = new List<GraphNode>();
        for (int n = 0; n < tasks + Dummies && !lines.IsHopeless; n++)
        {
            InstanceWord[] row = lines.Rows[n + 1];
            if (ReadNode(lines, row, n) is not GraphNode node)
            {
                continue;
            }

            if (n > 0 && n <= tasks)
            {
                graph.Add(node);
            }
            else if (node.Seconds > 0)
            {
                lines.Add(row[1], "time", InstanceText.Quoted(row[1].Text), "0, as the entry and the exit are empty");
            }
        }

        return graph;
    }

    // The entry takes no time: who waits for it waits for nothing.
    private static GraphNode? ReadNode(InstanceText lines, InstanceWord[] row, int number)
    {
        if (row.Length < LeastColumns)
        {
            lines.Add(row[0], "node", "too few columns", "number, time, number of parents, parents");
            return null;
        }

        NodeColumns.CheckNumber(lines, row[0], number);
        double? time = lines.Number(row[1], "time", 0, InstanceLimits.MaxNumber);
        int? count = lines.Whole(row[2], "number of parents", 0, GraphText.MaxTasks);
        if (count is int stated && stated != row.Length - LeastColumns)
        {
            lines.Add(
                row[2], "number of parents", InstanceText.Quoted(row[2].Text),
                string.Create(
                    CultureInfo.InvariantCulture, $"{row.Length - LeastColumns}, as many as the line names"));
        }

        int?[] parents =
        [
            .. row.Skip(LeastColumns).Select(word => lines.Whole(word, "parent", 0, Math.Max(0, number - 1))),
        ];
        return time is double seconds && parents.All(p => p is not null)
            ? new GraphNode(
                number.ToString(CultureInfo.InvariantCulture), seconds,
                [.. parents.OfType<int>().Where(p => p > 0).Distinct().Select(p => (p - 1, 0.0))])
            : null;
    }

    private static ImportResult Failed(InstanceText lines) =>
        new(null, [.. lines.Errors.Select(ScenarioImporters.ProblemOf)]);
}
