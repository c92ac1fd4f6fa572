using System.Globalization;
using System.Text.Json.Nodes;
using Shouldly;
using TaskSwarm.Hosting.Export;
using TaskSwarm.Hosting.Storage;
using TaskSwarm.Kernel.Events;
using TaskSwarm.Kernel.Runs;
using TaskSwarm.Kernel.Tasks;
using TaskSwarm.Kernel.Time;
using Xunit;

namespace TaskSwarm.Tests.Hosting.Export;

public sealed class RunExporterTests(StoredRun store) : IClassFixture<StoredRun>
{
    [Theory]
    [InlineData(ExportFormat.Parquet)]
    [InlineData(ExportFormat.Csv)]
    [InlineData(ExportFormat.JsonLines)]
    public async Task Everything_that_the_run_holds_is_a_row(ExportFormat format)
    {
        IReadOnlyList<StoredWindow> windows = await store.WindowsAsync();
        RunResult result = store.Whole.Ending!.Result;

        (string folder, ExportResult export) = await store.ExportAsync(
            store.Whole, new ExportRequest(format, store.NewFolder()));

        int[] expected =
        [
            windows.Sum(w => w.Events.Count), windows.Sum(w => w.Messages.Count), windows.Sum(w => w.Bodies.Count),
            result.Metrics.Values.Count, result.Agents, result.Ledger.Count,
        ];
        expected.ShouldAllBe(rows => rows > 0);
        export.Notes.ShouldBeEmpty();
        export.Files.Select(f => f.Table).ShouldBe(ExportTables.All);
        export.Files.Select(f => f.Rows).ShouldBe(expected.Select(rows => (long)rows));
        foreach ((ExportTable table, int rows) in ExportTables.All.Zip(expected))
        {
            (await ExportedRows.OfAsync(folder, table, format)).Count.ShouldBe(rows, table.Name);
        }
    }

    [Fact]
    public async Task Parquet_and_CSV_and_JSON_Lines_hold_the_same_values()
    {
        string folder = store.NewFolder();
        foreach (ExportFormat format in Enum.GetValues<ExportFormat>())
        {
            await store.ExportAsync(store.Whole, new ExportRequest(format, folder));
        }

        foreach (ExportTable table in ExportTables.All)
        {
            IReadOnlyList<object?[]> parquet = await ExportedRows.OfAsync(folder, table, ExportFormat.Parquet);
            (await ExportedRows.OfAsync(folder, table, ExportFormat.Csv)).ShouldBe(parquet, table.Name);
            (await ExportedRows.OfAsync(folder, table, ExportFormat.JsonLines)).ShouldBe(parquet, table.Name);
        }
    }

    [Fact]
    public async Task Rows_say_what_the_run_says()
    {
        EventRecord[] events = [.. (await store.WindowsAsync()).SelectMany(w => w.Events)];
        RunResult result = store.Whole.Ending!.Result;

        (string folder, _) = await store.ExportAsync(
            store.Whole, new ExportRequest(ExportFormat.Parquet, store.NewFolder()));

        IReadOnlyList<object?[]> rows = await ExportedRows.OfAsync(folder, ExportTables.All[0], ExportFormat.Parquet);
        for (int i = 0; i < events.Length; i++)
        {
            EventRecord record = events[i];
            object?[] row = rows[i];
            row[0].ShouldBe(record.Time.Seconds);
            row[2].ShouldBe(result.AgentNames[record.Agent.Index]);
            row[3].ShouldBe(record.Agent.Index);
            row[4].ShouldBe(record.Ordinal);
            row[5].ShouldBe(record.Event.Name);
            JsonNode data = JsonNode.Parse((string)row[8]!)!;
            if (record.Event is TaskAwarded awarded)
            {
                row[6].ShouldBe(awarded.Task.Number);
                row[7].ShouldBe(result.Ledger.Find(awarded.Task)!.Name);
                data["winner"]!.GetValue<string>().ShouldBe(result.AgentNames[awarded.Winner.Index]);
                data["cost"]!.GetValue<double>().ShouldBe(awarded.Cost);
            }
        }

        rows.ShouldContain(r => (string)r[5]! == nameof(TaskAwarded));
        IReadOnlyList<object?[]> metrics = await ExportedRows.OfAsync(
            folder, ExportTables.All[3], ExportFormat.Parquet);
        metrics.ToDictionary(r => (string)r[0]!, r => (double)r[1]!).ShouldBe(result.Metrics.Values);
    }

    [Fact]
    public async Task Only_what_lies_between_two_times_is_exported_and_tasks_keep_their_names()
    {
        var request = new ExportRequest(ExportFormat.Csv, store.NewFolder())
        {
            From = SimTime.FromSeconds(3000),
            To = SimTime.FromSeconds(9000),
        };
        EventRecord[] events = [.. (await store.WindowsAsync()).SelectMany(w => w.Events)
            .Where(e => e.Time >= request.From && e.Time <= request.To)];

        foreach (PersistedRun run in (PersistedRun[])[store.Whole, store.CutOff])
        {
            (string folder, _) = await store.ExportAsync(run, request with { Force = true });

            IReadOnlyList<object?[]> rows = await ExportedRows.OfAsync(folder, ExportTables.All[0], ExportFormat.Csv);
            rows.Count.ShouldBe(events.Length);
            rows.ShouldAllBe(r => (double)r[0]! >= 3000 && (double)r[0]! <= 9000);
            rows.ShouldContain(r => r[6] != null);
            rows.ShouldAllBe(r => r[6] == null || r[7] != null);
            IReadOnlyList<object?[]> positions = await ExportedRows.OfAsync(
                folder, ExportTables.All[2], ExportFormat.Csv);
            positions.ShouldNotBeEmpty();
            positions.ShouldAllBe(r => (double)r[0]! >= 3000 && (double)r[0]! <= 9000);
        }
    }

    [Fact]
    public async Task A_position_at_the_very_first_instant_is_exported()
    {
        SimTime end = (await store.WindowsAsync()).First(w => w.Bodies.Count > 0).Window.End;

        (string folder, _) = await store.ExportAsync(store.Whole, new ExportRequest(ExportFormat.Csv, store.NewFolder())
        {
            From = end,
            To = end,
        });

        (await ExportedRows.OfAsync(folder, ExportTables.All[2], ExportFormat.Csv)).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task A_run_that_was_cut_off_is_exported_without_metrics_and_tasks()
    {
        (string folder, ExportResult export) = await store.ExportAsync(
            store.CutOff, new ExportRequest(ExportFormat.Csv, store.NewFolder()));

        export.Notes.ShouldHaveSingleItem().ShouldContain("has not come to its end");
        Names(folder).ShouldBe(["agents.csv", "events.csv", "messages.csv", "trajectories.csv"]);
        export.Files[0].Rows.ShouldBe((await store.WindowsAsync()).Sum(w => w.Events.Count));
    }

    [Fact]
    public async Task A_run_without_events_is_exported_without_its_history()
    {
        (string folder, ExportResult export) = await store.ExportAsync(
            store.Summary, new ExportRequest(ExportFormat.JsonLines, store.NewFolder()));

        export.Notes.ShouldHaveSingleItem().ShouldContain("--keep summary");
        Names(folder).ShouldBe(["agents.jsonl", "metrics.jsonl", "tasks.jsonl"]);
    }

    [Fact]
    public async Task Files_of_an_earlier_export_stay_unless_they_may_be_replaced()
    {
        (string folder, _) = await store.ExportAsync(
            store.Whole, new ExportRequest(ExportFormat.Csv, store.NewFolder()));
        string tasks = Path.Combine(folder, "tasks.csv");
        await File.WriteAllTextAsync(tasks, "mine");
        await File.WriteAllTextAsync(Path.Combine(folder, "notes.csv"), "mine too");
        var again = new ExportRequest(ExportFormat.Csv, folder);

        (await Should.ThrowAsync<ExportException>(store.ExportAsync(store.Whole, again)))
            .Message.ShouldContain("--force");
        (await File.ReadAllTextAsync(tasks)).ShouldBe("mine");

        await store.ExportAsync(store.Whole, again with { Force = true });
        (await File.ReadAllTextAsync(tasks)).ShouldStartWith("task,");

        // Tasks of the whole run beside events of another would be taken for the other's.
        await store.ExportAsync(store.CutOff, again with { Force = true });
        Names(folder).ShouldBe(["agents.csv", "events.csv", "messages.csv", "notes.csv", "trajectories.csv"]);
    }

    [Fact]
    public async Task What_cannot_be_exported_is_refused_and_leaves_nothing_behind()
    {
        string file = store.NewFolder();
        await File.WriteAllTextAsync(file, "a file");
        await Should.ThrowAsync<ExportException>(
            store.ExportAsync(store.Whole, new ExportRequest(ExportFormat.Csv, file)));

        string folder = store.NewFolder();
        await Should.ThrowAsync<ExportException>(store.ExportAsync(
            store.Whole, new ExportRequest(ExportFormat.Csv, folder)
            {
                From = SimTime.FromSeconds(2),
                To = SimTime.FromSeconds(1),
            }));
        await Should.ThrowAsync<OperationCanceledException>(new RunExporter(store.Archive, store.Whole).ExportAsync(
            new ExportRequest(ExportFormat.Parquet, folder), new CancellationToken(canceled: true)));

        Directory.Exists(folder).ShouldBeFalse();
    }

    [Fact]
    public async Task The_culture_of_the_machine_changes_no_byte()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        string here = store.NewFolder();
        string there = store.NewFolder();
        try
        {
            foreach (ExportFormat format in Enum.GetValues<ExportFormat>())
            {
                CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
                await store.ExportAsync(store.Whole, new ExportRequest(format, here));
                CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
                await store.ExportAsync(store.Whole, new ExportRequest(format, there));
            }
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }

        foreach (string name in Names(here))
        {
            byte[] bytes = await File.ReadAllBytesAsync(Path.Combine(here, name));
            (await File.ReadAllBytesAsync(Path.Combine(there, name))).AsSpan().SequenceEqual(bytes).ShouldBeTrue(name);
        }
    }

    private static string[] Names(string folder) =>
    [
        .. Directory.EnumerateFileSystemEntries(folder).Select(f => Path.GetFileName(f))
            .Order(StringComparer.Ordinal),
    ];
}
