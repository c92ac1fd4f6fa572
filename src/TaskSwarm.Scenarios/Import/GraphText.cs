using System.Globalization;
using System.Text;

namespace TaskSwarm.Scenarios.Import;

/// <summary>Writes an imported task graph as a scenario of kind workflow.</summary>
internal static class GraphText
{
    /// <summary>The most tasks of a graph.</summary>
    public const int MaxTasks = 20_000;

    private const int Units = 4;

    /// <summary>The scenario: four units that are alike, without transfers, as in the published bounds.</summary>
    public static string Write(IScenarioImporter importer, string file, IReadOnlyList<GraphNode> nodes)
    {
        long end = (long)Math.Ceiling(nodes.Sum(n => n.Seconds)) + 600;
        var text = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $$"""
            # Imported from {{Path.GetFileName(file)}} ({{importer.Name}}: {{importer.Description}}).
            # Units without bandwidth exchange inputs in no time, as published bounds have it.
            # Another number of units: --set units[0].count=8
            taskswarm: 1
            kind: workflow
            name: {{ImportText.SafeName(InstanceReader.NameOf(file))}}
            description: {{nodes.Count}} tasks on {{Units}} units that are alike.
            seed: 1
            duration: {{end}}s

            network: { latency: 1ms }
            allocation: { strategy: contract-net, heartbeat: 10s }
            planning: 2min

            units:
              - { name: unit, count: {{Units}}, speed: 1 }
            tasks:

            """).ReplaceLineEndings("\n"));
        foreach (GraphNode node in nodes)
        {
            text.Append("  - { name: ").Append(ImportText.Quoted(node.Name));
            if (node.Id is string id)
            {
                text.Append(", id: ").Append(ImportText.Quoted(id));
            }

            text.Append(", work: ").Append(ImportText.Number(node.Seconds));
            if (node.Storage > 0)
            {
                text.Append(CultureInfo.InvariantCulture, $", storage: {node.Storage:0}B");
            }

            AppendInputs(text, node, nodes);
            text.Append(" }\n");
        }

        return text.ToString();
    }

    private static void AppendInputs(StringBuilder text, GraphNode node, IReadOnlyList<GraphNode> nodes)
    {
        string[] inputs =
        [
            .. node.Inputs.Where(i => i.Bytes > 0).Select(i => string.Create(
                CultureInfo.InvariantCulture,
                $"{{ from: {ImportText.Quoted(nodes[i.From].Name)}, bytes: {i.Bytes:0}B }}")),
        ];
        string[] after = [.. node.Inputs.Where(i => i.Bytes <= 0).Select(i => ImportText.Quoted(nodes[i.From].Name))];
        if (inputs.Length > 0)
        {
            text.Append(",\n      inputs: ").Append(ImportText.List(inputs));
        }

        if (after.Length > 0)
        {
            text.Append(",\n      after: ").Append(ImportText.List(after));
        }
    }
}
