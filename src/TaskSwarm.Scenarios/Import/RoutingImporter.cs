using System.Globalization;
using System.Text;

namespace TaskSwarm.Scenarios.Import;

/// <summary>
/// Makes a scenario of kind logistics of a routing instance. The requests are written into it, so that it runs without
/// the instance. A unit of length becomes a kilometre, one of time a minute, and all drive 60 km/h: travel time is
/// distance, as the literature has it.
/// </summary>
internal sealed class RoutingImporter(
    string name, string description, Func<string, string, InstanceReadResult> read) : IScenarioImporter
{
    private const int PlanningMinutes = 30;

    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public string Description => description;

    /// <inheritdoc/>
    public ImportResult Import(string text, string file)
    {
        var result = read(text, file);
        return result.Instance is { } instance
            ? new ImportResult(Write(instance, file), [])
            : new ImportResult(null, [.. result.Errors.Select(ScenarioImporters.ProblemOf)]);
    }

    private string Write(RoutingInstance instance, string file)
    {
        var text = new StringBuilder();
        WriteHead(text, instance, file);
        WriteFleet(text, instance);
        text.Append("requests:\n");
        foreach (var node in instance.Nodes.Skip(1))
        {
            if (instance.Family == RoutingFamily.DeliveryOnly)
            {
                WriteRequest(text, node, null, node);
            }
            else if (node.DeliveryPartner != 0)
            {
                WriteRequest(text, node, node, instance.Nodes[node.DeliveryPartner]);
            }
        }

        return text.ToString();
    }

    private void WriteHead(StringBuilder text, RoutingInstance instance, string file)
    {
        var end = PlanningMinutes + (int)Math.Ceiling(instance.Depot.Due) + 60;
        var rounds = 4000 + (20 * instance.Requests);
        text.Append(string.Create(CultureInfo.InvariantCulture, $$"""
            # Imported from {{Path.GetFileName(file)}} ({{name}}: {{description}}).
            # 1 unit of length is 1 km, 1 unit of time is 1 min, all vehicles drive 60 km/h.
            taskswarm: 1
            kind: logistics
            name: {{ImportText.SafeName(instance.Name)}}
            description: {{instance.Requests}} requests, {{instance.Vehicles}} vehicles.
            seed: 1
            duration: {{end}}min
            planning: {{PlanningMinutes}}min

            network: { latency: 1ms }
            allocation: { strategy: contract-net, replyWithin: 500ms, heartbeat: 10min }
            reauction: { rounds: {{rounds}}, dayRounds: 40, clusterSize: 10, swaps: true }


            """).ReplaceLineEndings("\n"));
    }

    private static void WriteFleet(StringBuilder text, RoutingInstance instance)
    {
        var depot = instance.Depot;
        var shift = $"[{Time(depot.Ready, up: true)}, {Time(depot.Due, up: false)}]";
        text.Append(string.Create(CultureInfo.InvariantCulture, $$"""
            depots:
              depot: {{Place(depot)}}
            vehicles:
              - { name: truck, count: {{instance.Vehicles}}, depot: depot, speed: 60km/h, costPerKm: 1, fixedCost: 1000,
                  capacity: { load: {{ImportText.Number(instance.Capacity)}} }, shift: {{shift}} }

            """).ReplaceLineEndings("\n"));
    }

    private static void WriteRequest(StringBuilder text, RoutingNode named, RoutingNode? pickup, RoutingNode delivery)
    {
        text.Append(
            CultureInfo.InvariantCulture,
            $"  - {{ name: request-{named.Number}, load: {{ load: {ImportText.Number(named.Demand)} }},\n");
        if (pickup is not null)
        {
            text.Append("      pickup: ").Append(Site(pickup)).Append(",\n");
        }

        text.Append("      delivery: ").Append(Site(delivery)).Append(" }\n");
    }

    private static string Site(RoutingNode node)
    {
        var window = $"[{Time(node.Ready, up: true)}, {Time(node.Due, up: false)}]";
        var service = Time(node.Service, up: true);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{{ at: {Place(node)}, window: {window}, service: {service}, node: {node.Number} }}");
    }

    private static string Place(RoutingNode node) => $"[{ImportText.Number(node.X)}km, {ImportText.Number(node.Y)}km]";

    /// <summary>Minutes where they are exact to the microsecond; else whole microseconds on the safe side.</summary>
    private static string Time(double minutes, bool up)
    {
        var micros = minutes * 60_000_000;
        if (Math.Round(minutes * 1000) / 1000 == minutes)
        {
            return ImportText.Number(minutes) + "min";
        }

        var whole = (long)(up ? Math.Ceiling(micros) : Math.Floor(micros));
        return whole.ToString(CultureInfo.InvariantCulture) + "us";
    }
}
