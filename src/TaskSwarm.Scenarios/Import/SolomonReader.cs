using System.Globalization;

namespace TaskSwarm.Scenarios.Import;

/// <summary>
/// Reads delivery instances with time windows in the format of Solomon (1987), also used by Gehring and Homberger
/// (1999): the name; VEHICLE; a header; "number capacity"; CUSTOMER; a header; a line a node "number x y demand ready
/// due service". Blank lines may stand anywhere.
/// </summary>
public static class SolomonReader
{
    private const int HeaderRows = 6;

    /// <summary>Reads an instance from the text of its file. Reports all errors at once.</summary>
    /// <param name="text">The text.</param>
    /// <param name="file">The file's name, for messages.</param>
    public static InstanceReadResult Read(string text, string file)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(file);
        var lines = InstanceText.Split(file, text);
        if (lines.Rows.Count == 0)
        {
            lines.AddForFile("instance", "an empty file", "a name, VEHICLE, CUSTOMER and the nodes");
            return lines.Failed();
        }

        var header = ReadHeader(lines);
        var nodes = header is null ? [] : ReadNodes(lines, header.Value.Capacity);
        return lines.Errors.Count > 0 || header is null
            ? lines.Failed()
            : new InstanceReadResult(
                new RoutingInstance(
                    lines.Rows[0][0].Text,
                    RoutingFamily.DeliveryOnly,
                    header.Value.Vehicles,
                    header.Value.Capacity,
                    nodes),
                []);
    }

    private static (int Vehicles, double Capacity)? ReadHeader(InstanceText lines)
    {
        if (lines.Rows.Count < HeaderRows)
        {
            lines.AddForEnd(
                "instance", "the end of the file", "name, VEHICLE, CUSTOMER and the nodes; is the file truncated?");
            return null;
        }

        ExpectWord(lines, 1, "VEHICLE");
        ExpectWord(lines, 2, "NUMBER");
        ExpectWord(lines, 4, "CUSTOMER");
        ExpectWord(lines, 5, "CUST");
        var row = lines.Rows[3];
        if (row.Length != 2)
        {
            lines.Add(
                row[0],
                "vehicles",
                string.Create(CultureInfo.InvariantCulture, $"{row.Length} columns"),
                "2 columns: number of vehicles and capacity");
            return null;
        }

        var vehicles = lines.Whole(row[0], "vehicles", 1, InstanceLimits.MaxVehicles);
        var capacity = lines.Load(row[1], "capacity", 0.001, InstanceLimits.MaxNumber);
        return vehicles is { } v && capacity is { } c ? (v, c) : null;
    }

    private static void ExpectWord(InstanceText lines, int row, string expected)
    {
        var word = lines.Rows[row][0];
        if (!word.Text.StartsWith(expected, StringComparison.OrdinalIgnoreCase))
        {
            lines.Add(word, "section", InstanceText.Quoted(word.Text), expected);
        }
    }

    private static List<RoutingNode> ReadNodes(InstanceText lines, double capacity) => NodeColumns.ReadNodes(
        lines,
        HeaderRows,
        (2, "the depot and at least one customer; is the file truncated?"),
        (row, number) => ReadNode(lines, row, number, capacity));

    private static RoutingNode? ReadNode(InstanceText lines, InstanceWord[] row, int number, double capacity)
    {
        if (row.Length != NodeColumns.Shared)
        {
            lines.Add(
                row[0],
                "node",
                string.Create(CultureInfo.InvariantCulture, $"{row.Length} column{(row.Length == 1 ? "" : "s")}"),
                "7 columns: number, x, y, demand, ready, due, service; is the file truncated?");
            return null;
        }

        var before = lines.Errors.Count;
        NodeColumns.CheckNumber(lines, row[0], number);
        var site = NodeColumns.ReadSite(lines, row, 0, number == 0 ? 0 : capacity);
        return lines.Errors.Count > before ? null : site! with { Number = number };
    }
}
