using System.Globalization;
using System.Text.Json.Nodes;
using Spectre.Console;
using TaskSwarm.Cli.Output;
using TaskSwarm.Cli.Screen;
using TaskSwarm.Hosting.Storage;
using TaskSwarm.Store;

namespace TaskSwarm.Cli.Commands;

/// <summary>Runs of a store as a table and as JSON.</summary>
internal static class RunListPage
{
    private static readonly string[] Headers =
        ["run", "scenario", "kind", "strategy", "seed", "state", "started", "simulated", "size"];

    /// <summary>A line for each run, however wide the screen is: lines are there to be searched and cut.</summary>
    public static void Write(TextWriter writer, IReadOnlyList<RunRecord> runs)
    {
        string[][] lines =
        [
            Headers,
            .. runs.Select(run => (string[])
            [
                run.Id, run.Scenario, run.Kind, run.Strategy, run.Seed.ToString(CultureInfo.InvariantCulture),
                State(run), When(run.StartedAt), Amount.Time(run.SimulatedMicros / 1e6), Amount.Bytes(run.Bytes),
            ]),
        ];
        int[] widths = [.. Headers.Select((_, column) => lines.Max(line => line[column].Length))];
        foreach (string[] line in lines)
        {
            writer.WriteLine(string.Join("  ", line.Select((text, i) => text.PadRight(widths[i]))).TrimEnd());
        }
    }

    /// <summary>All that is known of a run.</summary>
    public static void Write(IAnsiConsole console, PersistedRun run)
    {
        RunRecord record = run.Record;
        var grid = new Grid()
            .AddColumn(new GridColumn().NoWrap().PadLeft(2).PadRight(2)).AddColumn(new GridColumn().PadLeft(0));
        void Add(string name, string value) => grid.AddRow(new Markup($"[grey]{name}[/]"), new Text(value));
        Add("run", record.Id);
        Add("state", State(record));
        Add("file", run.Description.File);
        Add("started", When(record.StartedAt) + (record.EndedAt is DateTimeOffset end ? $", ended {When(end)}" : ""));
        Add("version", record.Version);
        Add("scenario hash", record.ScenarioHash);
        Add("kept", RunArchive.Word(record.Keep));
        string epochs = Amount.Of(record.Epochs - record.ForkEpoch, "epoch");
        Add("stored", $"{Amount.Bytes(record.Bytes)} in {epochs}{PerEvent(record)}");
        if (record.Parent is string parent)
        {
            Add("fork of", $"{parent}, of which it shares {Amount.Of(record.ForkEpoch, "epoch")}");
        }

        foreach (ScenarioSegment segment in run.Description.Scenarios.Skip(1))
        {
            string changes = segment.Changes.Count == 0 ? "nothing" : string.Join(", ", segment.Changes);
            Add($"changed at {segment.From}", changes);
        }

        console.Write(grid);
    }

    /// <summary>The list as one JSON object.</summary>
    public static string Json(IReadOnlyList<RunRecord> runs) => RunJson.Text(new JsonObject
    {
        ["runs"] = new JsonArray([.. runs.Select(r => (JsonNode)Object(r))]),
    });

    /// <summary>A run as one JSON object.</summary>
    public static string Json(PersistedRun run)
    {
        JsonObject json = Object(run.Record);
        json["file"] = run.Description.File;
        json["changes"] = new JsonArray(
        [
            .. run.Description.Scenarios.Skip(1).Select(s => (JsonNode)new JsonObject
            {
                ["fromSeconds"] = s.From.Seconds,
                ["set"] = new JsonArray([.. s.Changes.Select(c => (JsonNode)c)]),
            }),
        ]);
        json["resolvedScenario"] = JsonNode.Parse(run.Description.Scenarios[^1].Document);
        return RunJson.Text(json);
    }

    private static JsonObject Object(RunRecord run) => new()
    {
        ["run"] = run.Id,
        ["scenario"] = run.Scenario,
        ["kind"] = run.Kind,
        ["strategy"] = run.Strategy,
        ["seed"] = run.Seed,
        ["state"] = State(run),
        ["started"] = run.StartedAt.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
        ["ended"] = run.EndedAt?.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
        ["version"] = run.Version,
        ["scenarioHash"] = run.ScenarioHash,
        ["keep"] = RunArchive.Word(run.Keep),
        ["parent"] = run.Parent,
        ["sharedEpochs"] = run.ForkEpoch,
        ["digest"] = run.Digest,
        ["events"] = run.Events,
        ["simulatedSeconds"] = run.SimulatedMicros / 1e6,
        ["epochs"] = run.Epochs,
        ["bytes"] = run.Bytes,
    };

    private static string State(RunRecord run) => run.State.ToString().ToLowerInvariant();

    private static string When(DateTimeOffset moment) =>
        moment.ToLocalTime().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    private static string PerEvent(RunRecord run) => run.Events == 0
        ? ""
        : $", {Amount.Digits((double)run.Bytes / run.Events)} bytes an event";
}
