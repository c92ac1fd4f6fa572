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
        var end = (long)Math.Ceiling(nodes.Sum(n => n.Seconds)) + 600;
        var text = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $$"""
            # Imported from {{Path.GetFileName(file)}} ({{importer.Name}}: {{importer.Description}}).
            # Units without bandwidth exchange inputs in no time, as published bounds have it.
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
        foreach (var node in nodes)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"  - {{ name: \"{node.Name}\", work: {ImportText.Number(node.Seconds)}");
            var inputs = node.Inputs.Where(i => i.Bytes > 0).ToArray();
            if (inputs.Length > 0)
            {
                text.Append(",\n      inputs: ").Append(ImportText.List(inputs.Select(i => string.Create(
                    CultureInfo.InvariantCulture, $"{{ from: \"{nodes[i.From].Name}\", bytes: {i.Bytes:0}B }}"))));
            }

            var after = node.Inputs.Where(i => i.Bytes <= 0).ToArray();
            if (after.Length > 0)
            {
                text.Append(",\n      after: ").Append(
                    ImportText.List(after.Select(i => $"\"{nodes[i.From].Name}\"")));
            }

            text.Append(" }\n");
        }

        return text.ToString();
    }
}
