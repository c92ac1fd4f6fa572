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
        const { DuckDBInstance } = require('@duckdb/node-api');
        (async () => {
          const connection = await (await DuckDBInstance.create(':memory:')).connect();
          for (const ending of ['csv', 'jsonl', 'parquet']) {
            const of = name => `'${process.argv[1]}/${name}.${ending}'`;
            const read = await connection.runAndReadAll(`select (select count(*) from ${of('events')}), count(*),
              printf('%.6f', sum((data->>'$.cost')::double)),
              (select count(*) from ${of('tasks')} where state = 'done')
              from ${of('events')} where event = 'TaskAwarded'`);
            console.log(read.getRows()[0].join(' '));
          }
        })();
        """;

    private static readonly string[] Pythons = ["python3", "/usr/bin/python3"];

    /// <summary>The first Python that has pandas: a machine may have several.</summary>
    private static readonly string? PythonWithPandas = Pythons
        .FirstOrDefault(p => Output(p, ["-c", "import pandas"]) is (0, _));

    [SkippableFact]
    public async Task Pandas_reads_every_format()
    {
        Skip.If(PythonWithPandas is null, "there is no python3 with pandas");
        bool parquet = Output(PythonWithPandas!, ["-c", "import pyarrow"]) is (0, _);

        await IsReadAsync(PythonWithPandas!, ["-c", Pandas], parquet ? 3 : 2, parquet ? ["with parquet"] : []);
    }

    [SkippableFact]
    public async Task DuckDB_reads_every_format()
    {
        Skip.IfNot(
            Output("node", ["-e", "require('@duckdb/node-api')"]) is (0, _),
            "there is no node with @duckdb/node-api (NODE_PATH tells where it is)");

        await IsReadAsync("node", ["-e", DuckDb], 3, []);
    }

    private async Task IsReadAsync(string program, string[] script, int formats, string[] options)
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

        (int code, string output) = Output(program, [.. script, folder, .. options])!.Value;

        code.ShouldBe(0, output);
        output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .ShouldBe(Enumerable.Repeat(expected, formats));
    }

    private static (int Code, string Output)? Output(string program, string[] args)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, args)
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
