using System.Diagnostics;
using System.Globalization;
using Shouldly;
using TaskSwarm.Hosting.Export;
using TaskSwarm.Kernel.Tasks;
using Xunit;

namespace TaskSwarm.Tests.Hosting.Export;

/// <summary>Other people's programs read what was exported.</summary>
public sealed class OtherProgramsTests(StoredRun store) : IClassFixture<StoredRun>
{
    private const string Pandas =
        """
        import sys, json, pandas
        folder = sys.argv[1]
        def tables(name):
            return [pandas.read_csv(f"{folder}/{name}.csv"), pandas.read_json(f"{folder}/{name}.jsonl", lines=True)] + (
                [pandas.read_parquet(f"{folder}/{name}.parquet")] if len(sys.argv) > 2 else [])
        for events, tasks in zip(tables("events"), tables("tasks")):
            awards = events[events["event"] == "TaskAwarded"]
            cost = awards["data"].map(lambda d: json.loads(d)["cost"]).sum()
            print(len(events), len(awards), "%.6f" % cost, (tasks["state"] == "done").sum())
        """;

    private const string DuckDb =
        """
        import sys, duckdb
        for ending in ["csv", "jsonl", "parquet"]:
            of = lambda name: f"'{sys.argv[1]}/{name}.{ending}'"
            print(*duckdb.sql(f"select (select count(*) from {of('events')}), count(*), "
                f"printf('%.6f', sum((data->>'$.cost')::double)), "
                f"(select count(*) from {of('tasks')} where state = 'done') "
                f"from {of('events')} where event = 'TaskAwarded'").fetchone())
        """;

    [SkippableFact]
    public async Task Pandas_reads_every_format()
    {
        Skip.IfNot(HasModule("pandas"), "there is no python3 with pandas");
        bool parquet = HasModule("pyarrow") || HasModule("fastparquet");

        await IsReadAsync(Pandas, parquet ? 3 : 2, parquet ? ["with parquet"] : []);
    }

    [SkippableFact]
    public async Task DuckDB_reads_every_format()
    {
        Skip.IfNot(HasModule("duckdb"), "there is no python3 with duckdb");

        await IsReadAsync(DuckDb, 3, []);
    }

    private async Task IsReadAsync(string program, int formats, string[] options)
    {
        string folder = store.NewFolder();
        foreach (ExportFormat format in Enum.GetValues<ExportFormat>())
        {
            await store.ExportAsync(store.Whole, new ExportRequest(format, folder));
        }

        int done = store.Whole.Ending!.Result.Ledger.Done;
        var events = (await store.WindowsAsync()).SelectMany(w => w.Events).ToList();
        var awards = events.Select(e => e.Event).OfType<TaskAwarded>().ToList();
        string expected = string.Create(
            CultureInfo.InvariantCulture,
            $"{events.Count} {awards.Count} {awards.Sum(a => a.Cost):0.000000} {done}");

        (int code, string output) = Python(["-c", program, folder, .. options])!.Value;

        code.ShouldBe(0, output);
        output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .ShouldBe(Enumerable.Repeat(expected, formats));
    }

    private static bool HasModule(string name) => Python(["-c", "import " + name]) is (0, _);

    private static (int Code, string Output)? Python(string[] args)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo("python3", args)
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            Task<string> error = process.StandardError.ReadToEndAsync();
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return (process.ExitCode, output + error.GetAwaiter().GetResult());
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
