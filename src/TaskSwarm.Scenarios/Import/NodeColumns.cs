using System.Globalization;

namespace TaskSwarm.Scenarios.Import;

/// <summary>
/// The columns that both families of routing instances have: number, x, y, demand, ready, due, service.
/// </summary>
internal static class NodeColumns
{
    public const int Shared = 7;

    /// <summary>Nodes are numbered 0, 1, 2, ... without gaps: another number means lost or doubled lines.</summary>
    public static void CheckNumber(InstanceText lines, in InstanceWord word, int expected)
    {
        if (!int.TryParse(word.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            || number != expected)
        {
            lines.Add(
                word,
                "node number",
                InstanceText.Quoted(word.Text),
                string.Create(CultureInfo.InvariantCulture, $"{expected}, as nodes are numbered 0, 1, 2, ..."));
        }
    }

    /// <summary>Reads the seven columns; null if something is wrong, which is noted.</summary>
    public static RoutingNode? ReadSite(InstanceText lines, InstanceWord[] row, double minDemand, double maxDemand)
    {
        const double max = InstanceLimits.MaxNumber;
        var x = lines.Number(row[1], "x", -max, max);
        var y = lines.Number(row[2], "y", -max, max);
        var demand = lines.Load(row[3], "demand", minDemand, maxDemand);
        var ready = lines.Number(row[4], "ready time", 0, max);
        var due = lines.Number(row[5], "due time", 0, max);
        var service = lines.Number(row[6], "service time", 0, max);
        if (ready is { } r && due is { } d && d < r)
        {
            lines.Add(
                row[5],
                "due time",
                InstanceText.Quoted(row[5].Text),
                string.Create(CultureInfo.InvariantCulture, $"at least the ready time {r}"));
            return null;
        }

        return x is null || y is null || demand is null || ready is null || due is null || service is null
            ? null
            : new RoutingNode(0, x.Value, y.Value, demand.Value, ready.Value, due.Value, service.Value);
    }

    /// <summary>Reads all lines below the header, as long as there is hope and no more than the limit.</summary>
    /// <param name="lines">The file.</param>
    /// <param name="headerRows">Rows before the first node.</param>
    /// <param name="required">The least number of nodes, and what they are.</param>
    /// <param name="read">Reads the row of a node of a number; null if there was an error.</param>
    public static List<RoutingNode> ReadNodes(
        InstanceText lines, int headerRows, (int Least, string What) required,
        Func<InstanceWord[], int, RoutingNode?> read)
    {
        var nodes = new List<RoutingNode>();
        var count = lines.Rows.Count - headerRows;
        if (count > InstanceLimits.MaxNodes)
        {
            lines.Add(
                lines.Rows[InstanceLimits.MaxNodes + headerRows][0],
                "nodes",
                "more lines",
                string.Create(CultureInfo.InvariantCulture, $"at most {InstanceLimits.MaxNodes} nodes"));
            return nodes;
        }

        for (var number = 0; number < count && !lines.IsHopeless; number++)
        {
            if (read(lines.Rows[number + headerRows], number) is { } node)
            {
                nodes.Add(node);
            }
        }

        if (count < required.Least && lines.Errors.Count == 0)
        {
            lines.AddForEnd("nodes", string.Create(CultureInfo.InvariantCulture, $"{count}"), required.What);
        }

        return nodes;
    }
}
