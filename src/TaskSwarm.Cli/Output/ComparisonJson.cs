using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using TaskSwarm.Cli.Commands;
using TaskSwarm.Hosting.Comparison;
using TaskSwarm.Kernel.Time;

namespace TaskSwarm.Cli.Output;

/// <summary>A comparison as one JSON object.</summary>
internal static class ComparisonJson
{
    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Writes it.</summary>
    public static string Of(ComparisonRequest request, ComparisonResult result)
    {
        bool isOfStrategies = request.ColumnWord == "strategy";
        return new JsonObject
        {
            ["scenario"] = result.Scenario,
            ["kind"] = result.Kind,
            ["version"] = RunReport.Version,
            [isOfStrategies ? "strategies" : "settings"] = new JsonArray(
                [.. result.Columns.Select(c => (JsonNode)c.Name)]),
            ["seeds"] = new JsonArray([.. result.Seeds.Select(s => (JsonNode)s)]),
            ["completed"] = result.All.Count(r => r.IsComplete),
            ["metrics"] = new JsonArray([.. result.Metrics.Select(m => Metric(request, result, m))]),
            ["partings"] = new JsonArray([.. result.Divergences.Select(d => Parting(request, result, d))]),
            ["runs"] = new JsonArray([.. result.All.Select(r => Run(request, result, r))]),
        }.ToJsonString(Readable);
    }

    private static JsonObject Metric(ComparisonRequest request, ComparisonResult result, MetricComparison metric) =>
        new()
        {
            ["name"] = metric.Metric,
            ["better"] = metric.Direction == MetricDirection.Unknown
                ? null
                : metric.Direction.ToString().ToLowerInvariant(),
            ["best"] = metric.Best is int best ? result.Columns[best].Name : null,
            ["results"] = new JsonArray([.. metric.Estimates.Select((e, c) => (JsonNode)new JsonObject
            {
                [request.ColumnWord] = result.Columns[c].Name,
                ["runs"] = e.Count,
                ["mean"] = Number(e.Mean),
                ["deviation"] = Number(e.Deviation),
                ["low"] = Number(e.Mean - e.HalfWidth),
                ["high"] = Number(e.Mean + e.HalfWidth),
            })]),
            ["differences"] = new JsonArray([.. metric.Differences.Select(d => (JsonNode)new JsonObject
            {
                [request.ColumnWord] = result.Columns[d.Column].Name,
                ["pairs"] = d.Pairs,
                ["mean"] = Number(d.Mean),
                ["studentP"] = Number(d.StudentP),
                ["wilcoxonP"] = Number(d.WilcoxonP),
                ["clear"] = d.IsClear,
            })]),
        };

    private static JsonObject Parting(ComparisonRequest request, ComparisonResult result, Divergence parting) => new()
    {
        [request.ColumnWord] = result.Columns[parting.Column].Name,
        ["from"] = result.Columns[parting.Reference].Name,
        ["seed"] = result.Seeds[0],
        ["task"] = parting.Task,
        ["simulatedSeconds"] = parting.Task is null ? null : Seconds(parting.At),
        ["award"] = Award(parting.Here),
        ["awardThere"] = Award(parting.There),
    };

    private static JsonObject? Award(AwardHistory.Award? award) => award is null ? null : new JsonObject
    {
        ["simulatedSeconds"] = Seconds(award.At),
        ["agent"] = award.Agent,
        ["cost"] = Number(award.Cost),
        ["start"] = Seconds(award.Start),
        ["end"] = Seconds(award.End),
        ["lateSeconds"] = award.Late.Seconds,
        ["state"] = award.State,
    };

    private static JsonObject Run(ComparisonRequest request, ComparisonResult result, ComparedRun run)
    {
        ComparisonColumn column = result.Columns[run.Column];
        ulong seed = result.Seeds[run.Seed];
        var json = new JsonObject
        {
            [request.ColumnWord] = column.Name,
            ["seed"] = seed,
            ["outcome"] = run.Outcome,
            ["digest"] = run.Digest,
            ["metrics"] = new JsonObject(run.Metrics.Select(
                m => KeyValuePair.Create<string, JsonNode?>(m.Key, m.Value))),
        };
        if (!run.IsComplete)
        {
            json["reason"] = run.Reason;
            json["reproduce"] = ReproduceCommand.Of(request.File, column.Overrides, seed);
        }

        return json;
    }

    private static JsonNode? Number(double value) => double.IsFinite(value) ? value : null;

    private static JsonNode? Seconds(SimTime time) => time < SimTime.Never ? time.Seconds : null;
}
