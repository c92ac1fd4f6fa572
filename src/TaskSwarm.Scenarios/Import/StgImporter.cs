using System.Globalization;

namespace TaskSwarm.Scenarios.Import;

/// <summary>
/// Makes a scenario of kind workflow of a Standard Task Graph (Tobita and Kasahara 2002): the number of tasks n, then
/// n + 2 nodes "number time k parents", of which the first and the last are the empty entry and exit; # begins a
/// comment. A unit of time becomes a second.
/// </summary>
internal sealed class StgImporter : IScenarioImporter
{
    private const int Fixed = 3;

    /// <inheritdoc/>
    public string Name => "stg";

    /// <inheritdoc/>
    public string Description => "Standard Task Graph (Tobita and Kasahara 2002)";

    /// <inheritdoc/>
    public ImportResult Import(string text, string file)
    {
        ArgumentNullException.ThrowIfNull(text);
        var bare = string.Join('\n', text.ReplaceLineEndings("\n").Split('\n').Select(line => line.Split('#')[0]));
        var lines = InstanceText.Split(file, bare);
        if (lines.Rows.Count == 0)
        {
            lines.AddForFile("instance", "an empty file", "the number of tasks, then a node a line");
            return Failed(lines);
        }

        if (lines.Whole(lines.Rows[0][0], "number of tasks", 1, GraphText.MaxTasks) is not { } tasks)
        {
            return Failed(lines);
        }

        if (lines.Rows.Count != tasks + Fixed)
        {
            lines.AddForEnd(
                "nodes", string.Create(CultureInfo.InvariantCulture, $"{lines.Rows.Count - 1}"),
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{tasks + 2}: {tasks} tasks, an entry and an exit; is the file truncated?"));
            return Failed(lines);
        }

        var nodes = new List<GraphNode>();
        for (var n = 0; n < tasks + 2 && !lines.IsHopeless; n++)
        {
            if (ReadNode(lines, lines.Rows[n + 1], n) is { } node && n > 0 && n <= tasks)
            {
                nodes.Add(node);
            }
        }

        return lines.Errors.Count > 0 ? Failed(lines) : new ImportResult(GraphText.Write(this, file, nodes), []);
    }

    // The entry takes no time: who waits for it waits for nothing.
    private static GraphNode? ReadNode(InstanceText lines, InstanceWord[] row, int number)
    {
        if (row.Length < Fixed)
        {
            lines.Add(row[0], "node", "too few columns", "number, time, number of parents, parents");
            return null;
        }

        NodeColumns.CheckNumber(lines, row[0], number);
        var time = lines.Number(row[1], "time", 0, InstanceLimits.MaxNumber);
        var count = lines.Whole(row[2], "number of parents", 0, GraphText.MaxTasks);
        if (count is { } stated && stated != row.Length - Fixed)
        {
            lines.Add(
                row[2], "number of parents", InstanceText.Quoted(row[2].Text),
                string.Create(CultureInfo.InvariantCulture, $"{row.Length - Fixed}, as many as the line names"));
        }

        var parents = row.Skip(Fixed).Select(word => lines.Whole(word, "parent", 0, Math.Max(0, number - 1))).ToArray();
        return time is { } seconds && parents.All(p => p is not null)
            ? new GraphNode(
                number.ToString(CultureInfo.InvariantCulture), seconds,
                [.. parents.OfType<int>().Where(p => p > 0).Distinct().Select(p => (p - 1, 0.0))])
            : null;
    }

    private static ImportResult Failed(InstanceText lines) =>
        new(null, [.. lines.Errors.Select(ScenarioImporters.ProblemOf)]);
}
