using System.Globalization;
using TaskSwarm.Scenarios.Import;

namespace TaskSwarm.Cli.Commands;

/// <summary>The scenario that runs a public instance: the file stays where it is and is named by its path.</summary>
internal static class ImportedScenario
{
    private const int PlanningMinutes = 15;

    // Vehicles are back by the depot's due time; what is left is for the last messages.
    private const int SlackMinutes = 10;

    private const int LongestName = 64;

    /// <summary>The text of the scenario.</summary>
    /// <param name="instance">The instance.</param>
    /// <param name="file">Its file.</param>
    /// <param name="scenario">The file that the text is for.</param>
    public static string Text(RoutingInstance instance, string file, string scenario)
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(scenario))!;
        string path = Path.GetRelativePath(folder, Path.GetFullPath(file)).Replace('\\', '/');
        string what = instance.Family == RoutingFamily.PickupAndDelivery
            ? "Li and Lim's pickup and delivery" : "Solomon's delivery";
        long minutes = PlanningMinutes + SlackMinutes + (long)Math.Ceiling(instance.Nodes.Max(n => n.Due));
        return string.Create(CultureInfo.InvariantCulture, $"""
            # One unit of the instance's length is a kilometre, one of its time a minute; vehicles drive 60 km/h.
            # Compare the plan that is driven with the best known one: taskswarm run FILE --plan plan.json
            taskswarm: 1
            kind: logistics
            name: {NameOf(instance.Name)}
            description: {what} instance with {instance.Requests} requests and {instance.Vehicles} vehicles.
            seed: 1
            duration: {minutes}min

            network: {'{'} latency: 1ms {'}'}
            allocation: {'{'} strategy: contract-net, heartbeat: 1min {'}'}
            reauction: {'{'} rounds: 1500 {'}'}
            planning: {PlanningMinutes}min
            instance: {Quoted(path)}

            """);
    }

    private static string NameOf(string name)
    {
        string clean = string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' ? c : '-'));
        clean = clean.TrimStart('-', '_');
        return clean.Length == 0 ? "instance" : clean[..Math.Min(clean.Length, LongestName)];
    }

    private static string Quoted(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
