using System.Globalization;
using TaskSwarm.Actors;
using TaskSwarm.Benchmarks.Scaling;
using TaskSwarm.Kernel.Runs;

namespace TaskSwarm.Benchmarks.Workloads;

/// <summary>
/// The contract net by several node processes of this machine, against one process with two workers: the same run, by
/// turns, each timed from the end of its first window to its end.
/// </summary>
internal static class ClusterWorkload
{
    public const string Name = "cluster";

    /// <summary>Measures.</summary>
    public static async Task<int> RunAsync(int nodes, int agents, int repeats)
    {
        var work = new Work("contract-net", agents);
        await using var cluster = new LocalCluster();
        cluster.Grow(nodes);
        var one = new List<double>();
        var many = new List<double>();
        var ratios = new List<double>();
        Measurement last = null!;
        // The first of each compiles the code.
        for (int i = 0; i <= repeats; i++)
        {
            (double alone, RunResult expected) = Alone(work);
            last = await cluster.RunAsync(work, nodes, Math.Max(1, 2 / nodes), Math.Max(4, 2 * nodes));
            if (expected.Digest != last.Result.Digest)
            {
                Console.Error.WriteLine($"The digests differ: {expected.Digest} and {last.Result.Digest}.");
                return 1;
            }

            if (i > 0)
            {
                one.Add(expected.Messages / alone);
                many.Add(expected.Messages / last.Elapsed.TotalSeconds);
                ratios.Add(many[^1] / one[^1]);
            }
        }

        (double a, double b) = (Median(one), Median(many));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"contract-net {agents}: one process {a / 1e6:0.00} M messages/s, {nodes} nodes {b / 1e6:0.00} M, "
            + $"ratio {b / a:0.00}; by pairs {Median(ratios):0.00} ({ratios.Min():0.00} to {ratios.Max():0.00})"));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"reports: {last.Cost.BytesSent / 1e6:0.0} MB, {last.Cost.BytesPerMessage(last.Result.Messages):0.00} "
            + $"bytes a message; {last.Result.Windows} windows of {last.Milliseconds:0.00} ms, of it "
            + $"{last.Cost.WaitedMilliseconds:0.00} ms waiting for other nodes"));
        return 0;
    }

    private static (double Seconds, RunResult Result) Alone(Work work)
    {
        var reader = new SpeedReader();
        RunResult result = ActorHost.Run(
            new RunCore(work.Build(reader), ActorHost.DefaultRegions(2)), new ActorHostOptions { Workers = 2 });
        return (reader.Elapsed.TotalSeconds, result);
    }

    private static double Median(List<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted[sorted.Length / 2];
    }
}
