using System.Diagnostics;
using TaskSwarm.Actors;
using TaskSwarm.Kernel.Runs;

namespace TaskSwarm.Benchmarks.Workloads;

/// <summary>Runs workloads and measures them.</summary>
public static class WorkloadRunner
{
    private const int FixedCostAgents = 10;

    /// <summary>Every workload.</summary>
    public static IReadOnlyList<IWorkload> All { get; } =
        [new ContractNetWorkload(), new TimersWorkload(), new FlockingWorkload()];

    /// <summary>Measures a workload.</summary>
    public static WorkloadResult Measure(WorkloadOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        long bytes = options.Memory ? BytesPerAgent(options) : 0;
        var runs = new List<(double PerSecond, RunResult Result, double Seconds)>();
        for (int i = 0; i < options.Repeats; i++)
        {
            var reader = new SpeedReader();
            RunResult result = Run(options, options.Agents, reader, CancellationToken.None);
            double seconds = reader.Elapsed.TotalSeconds;
            runs.Add((options.Workload.Units(result) / seconds, result, seconds));
        }

        runs.Sort(static (a, b) => a.PerSecond.CompareTo(b.PerSecond));
        (double median, RunResult last, double wall) = runs[runs.Count / 2];
        return new WorkloadResult
        {
            Workload = options.Workload.Name,
            Agents = options.Agents,
            Workers = options.Workers,
            Regions = options.Regions,
            Host = options.Actors ? "actors" : "sequential",
            PerSecond = Math.Round(median),
            Slowest = Math.Round(runs[0].PerSecond),
            Fastest = Math.Round(runs[^1].PerSecond),
            BytesPerAgent = bytes,
            Windows = last.Windows,
            Events = last.Events,
            Messages = last.Messages,
            WallSeconds = Math.Round(wall, 3),
            Digest = last.Digest,
            PeakMegabytes = Process.GetCurrentProcess().PeakWorkingSet64 >> 20,
        };
    }

    private static RunResult Run(
        WorkloadOptions options, int agents, SpeedReader reader, CancellationToken cancellation)
    {
        Simulation simulation = options.Workload.Build(agents) with { CreateReaders = () => [reader] };
        return options.Actors
            ? ActorHost.Run(
                new RunCore(simulation, options.Regions),
                new ActorHostOptions { Workers = options.Workers },
                cancellation)
            : SequentialHost.Run(simulation, cancellation);
    }

    /// <summary>
    /// Managed memory for each agent after all have started and a full collection. What a run costs whatever its size
    /// is measured with a handful of agents and taken off.
    /// </summary>
    private static long BytesPerAgent(WorkloadOptions options)
    {
        (long small, int few) = BytesAfterStart(options, FixedCostAgents);
        (small, few) = BytesAfterStart(options, FixedCostAgents);
        (long large, int many) = BytesAfterStart(options, options.Agents);
        return many > few ? (large - small) / (many - few) : 0;
    }

    private static (long Bytes, int Agents) BytesAfterStart(WorkloadOptions options, int agents)
    {
        long before = GC.GetTotalMemory(forceFullCollection: true);
        long after = 0;
        using var stop = new CancellationTokenSource();
        var reader = new SpeedReader(() =>
        {
            after = GC.GetTotalMemory(forceFullCollection: true);
            stop.Cancel();
        });
        RunResult result = Run(options, agents, reader, stop.Token);
        return (after - before, result.Agents);
    }
}
