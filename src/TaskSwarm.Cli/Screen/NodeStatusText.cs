using System.Globalization;
using System.Text.Json.Nodes;
using TaskSwarm.Cluster;

namespace TaskSwarm.Cli.Screen;

/// <summary>Words for how nodes stand.</summary>
internal static class NodeStatusText
{
    /// <summary>A node in a line.</summary>
    public static string Line(NodeStatus node)
    {
        string who = $"{node.Member.Address}  {node.Member.State}  {node.Member.Roles}  ";
        return node.Doing is null ? who + "does not answer"
            : node.RunId is null ? $"{who}{node.Doing}; {Traffic(node)}"
            : $"{who}{node.Doing}: run {node.RunId}, {Work(node)}; {Traffic(node)}";
    }

    /// <summary>A node's part of the run that its cluster makes.</summary>
    public static string Part(NodeStatus node) =>
        $"{node.Member.Address}: {Work(node)}; the barrier waited for it {Percent(node.HoldsUpShare)} of the time";

    /// <summary>How fast the nodes of a run are together.</summary>
    public static string Throughput(IReadOnlyList<NodeStatus> nodes) => string.Create(
        CultureInfo.InvariantCulture,
        $"{Amount.Short(nodes.Max(n => n.WindowsPerSecond))} windows/s, "
        + $"{Amount.Short(nodes.Sum(n => n.EventsPerSecond))} events/s, "
        + $"{Amount.Short(nodes.Sum(n => n.MessagesPerSecond))} messages/s");

    /// <summary>All of it as JSON, in base units.</summary>
    public static JsonObject Json(NodeStatus node) => new()
    {
        ["address"] = node.Member.Address,
        ["member"] = node.Member.State,
        ["roles"] = new JsonArray([.. node.Member.Roles.Split(',').Select(r => (JsonNode)r)]),
        ["state"] = node.Doing,
        ["run"] = node.RunId,
        ["coordinates"] = node.Coordinates,
        ["regions"] = new JsonArray([.. node.Regions.Select(r => (JsonNode)r)]),
        ["regionsInAll"] = node.RegionsInAll,
        ["window"] = node.Window,
        ["simulatedSeconds"] = node.Now.Seconds,
        ["secondsSinceCommit"] = node.SinceCommit,
        ["secondsAtBarrier"] = node.Waiting,
        ["waitingShare"] = node.WaitingShare,
        ["holdsUpShare"] = node.HoldsUpShare,
        ["windowsPerSecond"] = node.WindowsPerSecond,
        ["eventsPerSecond"] = node.EventsPerSecond,
        ["messagesPerSecond"] = node.MessagesPerSecond,
        ["bytesSent"] = node.BytesSent,
        ["bytesReceived"] = node.BytesReceived,
        ["parcelsResent"] = node.ParcelsResent,
    };

    private static string Work(NodeStatus node)
    {
        string barrier = node.Waiting > 0 ? $", at the barrier for {Amount.Time(node.Waiting)}" : "";
        return $"regions {Ranges(node.Regions)} of {node.RegionsInAll}{(node.Coordinates ? ", coordinates" : "")}, "
            + $"window {Amount.Count(node.Window)} at {node.Now} of simulated time, "
            + $"last commit {Amount.Time(node.SinceCommit)} ago{barrier}, "
            + $"waits {Percent(node.WaitingShare)} of the time, {Throughput([node])}";
    }

    private static string Traffic(NodeStatus node) =>
        $"sent {Amount.Bytes(node.BytesSent)}, received {Amount.Bytes(node.BytesReceived)}, "
        + $"{Amount.Of(node.ParcelsResent, "parcel")} again";

    private static string Percent(double share) => (100 * share).ToString("0.#", CultureInfo.InvariantCulture) + "%";

    /// <summary>Numbers in order as ranges: <c>0-3, 7</c>.</summary>
    private static string Ranges(IReadOnlyList<int> numbers)
    {
        var ranges = new List<string>();
        for (int i = 0; i < numbers.Count;)
        {
            int first = numbers[i++];
            int last = first;
            while (i < numbers.Count && numbers[i] == last + 1)
            {
                last = numbers[i++];
            }

            ranges.Add(string.Create(CultureInfo.InvariantCulture, $"{first}{(last > first ? $"-{last}" : "")}"));
        }

        return string.Join(", ", ranges);
    }
}
