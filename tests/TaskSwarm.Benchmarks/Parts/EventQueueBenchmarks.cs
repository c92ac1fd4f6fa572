using BenchmarkDotNet.Attributes;
using TaskSwarm.Benchmarks.Workloads;
using TaskSwarm.Kernel.Runs;

namespace TaskSwarm.Benchmarks.Parts;

/// <summary>The pending events of a region, seen through a short sequential run in which agents only sleep.</summary>
[MemoryDiagnoser]
public class EventQueueBenchmarks
{
    private const int Agents = 1000;
    private const int EventsPerAgent = 20;

    private readonly Simulation _simulation = new TimersWorkload().Build(Agents);

    /// <summary>A timer set, kept, taken and handed to its agent.</summary>
    [Benchmark(OperationsPerInvoke = Agents * EventsPerAgent)]
    public RunResult Timers() => SequentialHost.Run(_simulation);
}
