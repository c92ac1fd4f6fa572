using System.Diagnostics;
using System.Globalization;
using TaskSwarm.Benchmarks.Workloads;
using TaskSwarm.Cluster;
using TaskSwarm.Cluster.Messages;
using TaskSwarm.Hosting.Storage;
using TaskSwarm.Kernel.Runs;

namespace TaskSwarm.Benchmarks.Scaling;

/// <summary>Node processes of this machine, to which runs are given one after another.</summary>
internal sealed class LocalCluster : IAsyncDisposable
{
    private readonly ClusterClient _client = ClusterClient.Start(
        new ClusterSettings { Configuration = BenchmarkNode.Configuration });

    private readonly List<Process> _nodes = [];
    private int _runs;

    /// <summary>Starts node processes until there are so many.</summary>
    /// <param name="nodes">How many there shall be.</param>
    public void Grow(int nodes)
    {
        string program = Environment.ProcessPath!;
        string[] head = Path.GetFileNameWithoutExtension(program) == "dotnet"
            ? [typeof(LocalCluster).Assembly.Location]
            : [];
        while (_nodes.Count < nodes)
        {
            _nodes.Add(Process.Start(
                program, [.. head, "--workload", BenchmarkNode.Name, "--seed", _client.Seed]));
        }
    }

    /// <summary>Has a run made.</summary>
    /// <param name="work">What.</param>
    /// <param name="nodes">By how many of the processes, if there are at least so many regions.</param>
    /// <param name="workers">Threads for agents in each.</param>
    /// <param name="regions">Regions of the run; no more nodes than these take part.</param>
    public async Task<Measurement> RunAsync(Work work, int nodes, int workers, int regions)
    {
        var order = new RunOrder(
            string.Create(CultureInfo.InvariantCulture, $"run-{++_runs}"), "", work.Document,
            new SortedDictionary<string, string>(StringComparer.Ordinal), null, 0, nodes, workers, regions, "", "",
            false);
        TimeSpan before = ProcessorTime();
        Task<ClusterRunOutcome> run = _client.RunAsync(order, _ => { }, _ => { }, CancellationToken.None);
        Task lost = Task.WhenAny(_nodes.Select(static n => n.WaitForExitAsync()));
        if (await Task.WhenAny(run, lost) == lost)
        {
            throw new InvalidOperationException("A node process has ended before the run.");
        }

        ClusterRunOutcome outcome = await run;
        TimeSpan used = ProcessorTime() - before;
        if (outcome.Reason is not null)
        {
            throw new InvalidOperationException(outcome.Reason);
        }

        RunResult result = StoredEnding.Read(work.Build(), outcome.Ending).Result;
        return new Measurement(
            work, nodes, workers, TimeSpan.FromSeconds(result.Metrics.Values[SpeedReader.Metric]), result,
            outcome.Cost, used);
    }

    /// <summary>The most memory that the node processes have held, in bytes, each counted by itself.</summary>
    public long[] PeakMemory() => [.. _nodes.Select(static p => Memory(p, "VmHWM:"))];

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _client.DismissAll();
        foreach (Process process in _nodes)
        {
            await process.WaitForExitAsync();
            process.Dispose();
        }

        await _client.DisposeAsync();
    }

    private TimeSpan ProcessorTime()
    {
        TimeSpan sum = TimeSpan.Zero;
        foreach (Process node in _nodes)
        {
            node.Refresh();
            sum += node.TotalProcessorTime;
        }

        return sum;
    }

    private static long Memory(Process process, string field)
    {
        string line = File.ReadLines($"/proc/{process.Id}/status")
            .First(l => l.StartsWith(field, StringComparison.Ordinal));
        return 1024 * long.Parse(
            line.AsSpan(field.Length).Trim().TrimEnd("kB").Trim(), CultureInfo.InvariantCulture);
    }
}
