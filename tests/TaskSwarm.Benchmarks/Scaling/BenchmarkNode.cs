using Serilog.Core;
using TaskSwarm.Benchmarks.Workloads;
using TaskSwarm.Cluster;
using TaskSwarm.Cluster.Messages;
using TaskSwarm.Cluster.Runs;
using TaskSwarm.Hosting.Runs;
using TaskSwarm.Kernel.Codec;
using TaskSwarm.Kernel.Runs;

namespace TaskSwarm.Benchmarks.Scaling;

/// <summary>A node process of a benchmark.</summary>
internal static class BenchmarkNode
{
    public const string Name = "cluster-node";

    /// <summary>On a busy machine a process with very many agents may be silent for long.</summary>
    public const string Configuration = "akka.cluster.failure-detector.acceptable-heartbeat-pause = 120s";

    /// <summary>Is a node until its client is gone.</summary>
    /// <param name="seed">A member of the cluster.</param>
    public static async Task<int> ServeAsync(string seed)
    {
        var delay = new DelayLine();
        await using ClusterNode node = ClusterNode.Start(
            new ClusterSettings { SeedNodes = [seed], EndsWithClients = true, Configuration = Configuration },
            new Source(delay), ScenarioLoading.Loader(), Logger.None, delay.Arrive);
        await node.Ended;
        return 0;
    }

    private sealed class Source(DelayLine delay) : IRunSource
    {
        public RecordCatalog Catalog => PersistenceWorkload.Catalog;

        public Simulation Load(RunOrder order)
        {
            Work work = Work.Parse(order.Document);
            delay.Micros = work.DelayMicros;
            return work.Build();
        }
    }
}
