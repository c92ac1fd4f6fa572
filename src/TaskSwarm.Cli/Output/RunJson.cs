using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using TaskSwarm.Cluster;
using TaskSwarm.Hosting.Runs;
using TaskSwarm.Kernel.Runs;
using TaskSwarm.Kernel.Tasks;

namespace TaskSwarm.Cli.Output;

/// <summary>The one JSON object that a command prints with <c>--format json</c>.</summary>
internal static class RunJson
{
    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>A run that took place.</summary>
    public static string Of(RunReport report)
    {
        RunResult result = report.Result;
        var json = new JsonObject
        {
            ["run"] = report.Run,
            ["version"] = RunReport.Version,
            ["scenario"] = result.Simulation.Name,
            ["kind"] = result.Simulation.Kind,
            ["strategy"] = result.Simulation.Strategy,
            ["seed"] = result.Simulation.Seed,
            ["host"] = report.Settings.Host == HostKind.Actors ? "actors" : "sequential",
            ["workers"] = report.Settings.Workers,
            ["regions"] = report.Settings.Regions,
            ["outcome"] = report.Outcome,
            ["reason"] = result.EndReason,
            ["digest"] = result.Digest,
            ["simulatedSeconds"] = result.SimulatedTime.Seconds,
            ["wallSeconds"] = Math.Round(report.WallSeconds, 6),
            ["agents"] = result.Agents,
            ["events"] = result.Events,
            ["messages"] = result.Messages,
            ["windows"] = result.Windows,
            ["tasks"] = Tasks(result.Ledger),
            ["metrics"] = new JsonObject(result.Metrics.Values.Select(
                m => KeyValuePair.Create<string, JsonNode?>(m.Key, m.Value))),
            ["violations"] = new JsonArray(
                [.. result.Violations.Select(v => (JsonNode)v.ToText(result.AgentNames))]),
        };
        if (report.Cluster is ClusterCost cost)
        {
            json["cluster"] = Cluster(cost, result.Messages);
        }

        if (result.Failure is RunFailure failure)
        {
            json["error"] = Error(failure, report.Reproduce);
        }

        return Text(json);
    }

    /// <summary>A run that did not start because its input is not valid.</summary>
    /// <param name="scenario">The file.</param>
    /// <param name="errors">What is wrong, a line each.</param>
    public static string Refused(string scenario, IEnumerable<string> errors) => Text(new JsonObject
    {
        ["scenario"] = scenario,
        ["version"] = RunReport.Version,
        ["outcome"] = "refused",
        ["errors"] = new JsonArray([.. errors.Select(e => (JsonNode)e)]),
    });

    /// <summary>An object, laid out for people.</summary>
    public static string Text(JsonObject json) => json.ToJsonString(Readable);

    private static JsonObject Tasks(TaskLedger ledger)
    {
        var tasks = new JsonObject { ["total"] = ledger.Count };
        foreach (TaskState state in (TaskState[])[
            TaskState.Done, TaskState.Failed, TaskState.Expired, TaskState.Cancelled])
        {
            tasks[state.ToString().ToLowerInvariant()] = ledger.CountOf(state);
        }

        tasks["open"] = ledger.Tasks.Count(t => !t.IsFinal);
        return tasks;
    }

    private static JsonObject Cluster(ClusterCost cost, long messages) => new()
    {
        ["nodes"] = cost.Nodes,
        ["divisions"] = cost.Divisions,
        ["windows"] = cost.Windows,
        ["bytesSent"] = cost.BytesSent,
        ["bytesPerMessage"] = Math.Round(cost.BytesPerMessage(messages), 3),
        ["waitMillisecondsPerWindow"] = Math.Round(cost.WaitedMilliseconds, 4),
    };

    private static JsonObject Error(RunFailure failure, string reproduce) => new()
    {
        ["agent"] = failure.Agent,
        ["simulatedSeconds"] = failure.Time.Seconds,
        ["event"] = failure.Event,
        ["message"] = failure.Message,
        ["seed"] = failure.Seed,
        ["reproduce"] = reproduce,
    };
}
