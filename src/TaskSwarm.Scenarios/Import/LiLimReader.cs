using System.Globalization;

namespace TaskSwarm.Scenarios.Import;

/// <summary>
/// Reads pickup and delivery instances with time windows in the format of Li and Lim (2001): a line "vehicles capacity
/// speed", then a line a node "number x y demand ready due service pickup delivery". The speed is 1 in all published
/// files (0 in a few that leave it out): travel time is distance, as in all published results.
/// </summary>
public static class LiLimReader
{
    private const int Columns = 9;
    private const int HeaderRows = 1;

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
            lines.AddForFile("instance", "an empty file", "a line 'vehicles capacity speed' and then the nodes");
            return lines.Failed();
        }

        var header = ReadHeader(lines);
        var nodes = ReadNodes(lines, header?.Capacity);
        if (lines.Errors.Count == 0)
        {
            CheckPartners(lines, nodes);
        }

        return lines.Errors.Count > 0 || header is null
            ? lines.Failed()
            : new InstanceReadResult(
                new RoutingInstance(
                    InstanceReader.NameOf(file),
                    RoutingFamily.PickupAndDelivery,
                    header.Value.Vehicles,
                    header.Value.Capacity,
                    nodes),
                []);
    }

    private static (int Vehicles, double Capacity)? ReadHeader(InstanceText lines)
    {
        var row = lines.Rows[0];
        if (row.Length != 3)
        {
            lines.Add(row[0], "first line", Plural(row.Length), "3 columns: vehicles, capacity, speed");
            return null;
        }

        var vehicles = lines.Whole(row[0], "vehicles", 1, InstanceLimits.MaxVehicles);
        var capacity = lines.Load(row[1], "capacity", 0.001, InstanceLimits.MaxNumber);
        var speed = lines.Whole(row[2], "speed", 0, 1);
        return vehicles is { } v && capacity is { } c && speed is not null ? (v, c) : null;
    }

    private static List<RoutingNode> ReadNodes(InstanceText lines, double? capacity) => NodeColumns.ReadNodes(
        lines,
        HeaderRows,
        (3, "the depot and at least one pickup and delivery; is the file truncated?"),
        (row, number) => ReadNode(lines, row, number, capacity ?? InstanceLimits.MaxNumber));

    private static RoutingNode? ReadNode(InstanceText lines, InstanceWord[] row, int number, double capacity)
    {
        if (row.Length != Columns)
        {
            lines.Add(
                row[0],
                "node",
                Plural(row.Length),
                "9 columns: number, x, y, demand, ready, due, service, pickup, delivery; is the file truncated?");
            return null;
        }

        var before = lines.Errors.Count;
        NodeColumns.CheckNumber(lines, row[0], number);
        var site = NodeColumns.ReadSite(lines, row, -capacity, capacity);
        var pickup = lines.Whole(row[7], "pickup partner", 0, InstanceLimits.MaxNodes - 1);
        var delivery = lines.Whole(row[8], "delivery partner", 0, InstanceLimits.MaxNodes - 1);
        return lines.Errors.Count > before
            ? null
            : site! with { Number = number, PickupPartner = pickup!.Value, DeliveryPartner = delivery!.Value };
    }

    private static void CheckPartners(InstanceText lines, List<RoutingNode> nodes)
    {
        foreach (var node in nodes)
        {
            var row = lines.Rows[node.Number + 1];
            if (lines.IsHopeless)
            {
                return;
            }

            if (node.Number == 0)
            {
                CheckDepot(lines, row, node);
            }
            else if ((node.PickupPartner == 0) == (node.DeliveryPartner == 0))
            {
                lines.Add(
                    row[7],
                    "partners",
                    string.Create(CultureInfo.InvariantCulture, $"{node.PickupPartner} and {node.DeliveryPartner}"),
                    "one of pickup and delivery partner, and 0 for the other");
            }
            else
            {
                CheckPair(lines, row, nodes, node);
            }
        }
    }

    private static void CheckDepot(InstanceText lines, InstanceWord[] row, RoutingNode depot)
    {
        if (depot.Demand != 0)
        {
            lines.Add(row[3], "demand of the depot", InstanceText.Quoted(row[3].Text), "0");
        }

        if (depot.PickupPartner != 0 || depot.DeliveryPartner != 0)
        {
            lines.Add(row[7], "partners of the depot", $"{row[7].Text} and {row[8].Text}", "0 and 0");
        }
    }

    private static void CheckPair(
        InstanceText lines, InstanceWord[] row, List<RoutingNode> nodes, RoutingNode node)
    {
        var isPickup = node.DeliveryPartner != 0;
        var partner = isPickup ? node.DeliveryPartner : node.PickupPartner;
        var word = isPickup ? row[8] : row[7];
        var field = isPickup ? "delivery partner" : "pickup partner";
        if (partner >= nodes.Count || partner == node.Number)
        {
            lines.Add(
                word,
                field,
                InstanceText.Quoted(word.Text),
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"another node from 1 to {nodes.Count - 1}; is the file truncated?"));
            return;
        }

        var other = nodes[partner];
        if ((isPickup ? other.PickupPartner : other.DeliveryPartner) != node.Number)
        {
            lines.Add(
                word,
                field,
                InstanceText.Quoted(word.Text),
                string.Create(CultureInfo.InvariantCulture, $"a node that names node {node.Number} as its partner"));
            return;
        }

        if (isPickup ? node.Demand <= 0 : node.Demand != -other.Demand)
        {
            lines.Add(
                row[3],
                isPickup ? "demand of a pickup" : "demand of a delivery",
                InstanceText.Quoted(row[3].Text),
                isPickup
                    ? "a number above 0"
                    : string.Create(CultureInfo.InvariantCulture, $"{-other.Demand}, as node {partner} picks up"));
        }
    }

    private static string Plural(int columns) =>
        columns == 1 ? "1 column" : string.Create(CultureInfo.InvariantCulture, $"{columns} columns");
}
