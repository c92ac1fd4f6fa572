using System.Diagnostics;
using System.Globalization;
using Serilog.Core;
using TaskSwarm.Actors;
using TaskSwarm.Cluster;
using TaskSwarm.Cluster.Messages;
using TaskSwarm.Cluster.Runs;
using TaskSwarm.Hosting.Runs;
using TaskSwarm.Hosting.Storage;
using TaskSwarm.Kernel.Codec;
using TaskSwarm.Kernel.Runs;

namespace TaskSwarm.Benchmarks.Workloads;

/// <summary>
/// The contract net by several node processes of this machine, against one process with two workers: the same run, by
/// turns, each timed from the end of its first window to its end.
/// </summary>
internal static class ClusterWorkload
{
    public const string Name = "cluster";
    public const string NodeName = "cluster-node";

    /// <summary>Measures.</summary>
    public static async Task<int> RunAsync(int nodes, int agents, int repeats)
    {
        await using var client = ClusterClient.Start(new ClusterSettings());
        Process[] processes = [.. Enumerable.Range(0, nodes).Select(_ => StartNode(client.Seed))];
        try
        {
            var one = new List<double>();
            var many = new List<double>();
            // The first of each compiles the code.
            for (int i = 0; i <= repeats; i++)
            {
                (double alone, string digest, long messages) = Alone(agents);
                (double together, string same) = await TogetherAsync(client, nodes, agents, i);
                if (digest != same)
                {
                    Console.Error.WriteLine($"The digests differ: {digest} and {same}.");
                    return 1;
                }

                if (i > 0)
                {
                    one.Add(messages / alone);
                    many.Add(messages / together);
                }
            }

            one.Sort();
            many.Sort();
            (double a, double b) = (one[one.Count / 2], many[many.Count / 2]);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"contract-net {agents}: one process {a / 1e6:0.00} M messages/s, {nodes} nodes {b / 1e6:0.00} M, "
                + $"ratio {b / a:0.00}"));
            return 0;
        }
        finally
        {
            client.DismissAll();
            foreach (Process process in processes)
            {
                await process.WaitForExitAsync();
                process.Dispose();
            }
        }
    }

    /// <summary>Is a node until its client is gone.</summary>
    public static async Task<int> ServeAsync(string seed)
    {
        await using ClusterNode node = ClusterNode.Start(
            new ClusterSettings { SeedNodes = [seed], EndsWithClients = true }, new Source(), ScenarioLoading.Loader(),
            Logger.None);
        await node.Ended;
        return 0;
    }

    private static (double Seconds, string Digest, long Messages) Alone(int agents)
    {
        var reader = new SpeedReader();
        RunResult result = ActorHost.Run(
            new RunCore(Build(agents) with { CreateReaders = () => [reader] }, ActorHost.DefaultRegions(2)),
            new ActorHostOptions { Workers = 2 });
        return (reader.Elapsed.TotalSeconds, result.Digest, result.Messages);
    }

    private static async Task<(double Seconds, string Digest)> TogetherAsync(
        ClusterClient client, int nodes, int agents, int turn)
    {
        var order = new RunOrder(
            string.Create(CultureInfo.InvariantCulture, $"turn-{turn}"), "",
            agents.ToString(CultureInfo.InvariantCulture), new SortedDictionary<string, string>(StringComparer.Ordinal),
            null, 0, nodes, Math.Max(1, 2 / nodes), Math.Max(4, 2 * nodes), "", "", false);
        ClusterRunOutcome outcome = await client.RunAsync(order, _ => { }, _ => { }, CancellationToken.None);
        if (outcome.Reason is not null)
        {
            throw new InvalidOperationException(outcome.Reason);
        }

        RunResult result = StoredEnding.Read(Build(agents), outcome.Ending).Result;
        return (result.Metrics.Values[SpeedReader.Metric], result.Digest);
    }

    private static Simulation Build(int agents) => new ContractNetWorkload().Build(agents) with
    {
        CreateReaders = () => [new SpeedReader()],
    };

    private static Process StartNode(string seed)
    {
        string program = Environment.ProcessPath!;
        string[] head = Path.GetFileNameWithoutExtension(program) == "dotnet"
            ? [typeof(ClusterWorkload).Assembly.Location]
            : [];
        return Process.Start(program, [.. head, "--workload", NodeName, "--seed", seed]);
    }

    private sealed class Source : IRunSource
    {
        public RecordCatalog Catalog => PersistenceWorkload.Catalog;

        public Simulation Load(RunOrder order) => Build(int.Parse(order.Document, CultureInfo.InvariantCulture));
    }
}
