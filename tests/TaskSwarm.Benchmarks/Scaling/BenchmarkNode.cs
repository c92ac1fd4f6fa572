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

    /// <summary>Is a node until its client is gone.</summary>
    /// <param name="seed">A member of the cluster.</param>
    /// <param name="configuration">Settings of Akka's; empty for none.</param>
    public static async Task<int> ServeAsync(string seed, string configuration)
    {
        await using ClusterNode node = ClusterNode.Start(
            new ClusterSettings { SeedNodes = [seed], EndsWithClients = true, Configuration = configuration },
            new Source(), ScenarioLoading.Loader(), Logger.None);
        await node.Ended;
        return 0;
    }

    private sealed class Source : IRunSource
    {
        public RecordCatalog Catalog => PersistenceWorkload.Catalog;

        public Simulation Load(RunOrder order) => Work.Parse(order.Document).Build();
    }
}
