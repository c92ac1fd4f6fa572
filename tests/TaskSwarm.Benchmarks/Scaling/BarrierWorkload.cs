using System.Globalization;
using TaskSwarm.Kernel.Time;

namespace TaskSwarm.Benchmarks.Scaling;

/// <summary>
/// The barrier alone: windows in which eight agents in all do next to nothing, by 1 to 8 node processes. How long a
/// window takes, and how much of it a node waits for the others' reports.
/// </summary>
internal static class BarrierWorkload
{
    public const string Name = "barrier";

    private const int Agents = 8;
    /// <summary>Measures, and prints a markdown table.</summary>
    /// <param name="counts">Numbers of node processes, ascending.</param>
    /// <param name="windows">Windows of each run.</param>
    /// <param name="repeats">Runs for each number of nodes; the median counts.</param>
    public static async Task<int> RunAsync(IReadOnlyList<int> counts, int windows, int repeats)
    {
        var work = new Work("pulse", Agents, PulseSleep.Micros, windows);
        string digest = Alone(work);
        Console.WriteLine(
            "| node processes | ms a window | fastest to slowest | of it waiting, ms | processor time, ms | "
            + "bytes of reports a window |");
        Console.WriteLine("|---:|---:|---:|---:|---:|---:|");
        await using var cluster = new LocalCluster();
        foreach (int nodes in counts)
        {
            cluster.Grow(nodes);
            var runs = new List<Measurement>();
            // The first one compiles the code of the node that has come.
            for (int i = 0; i <= repeats; i++)
            {
                Measurement run = await cluster.RunAsync(work, nodes, 1, nodes);
                if (run.Result.Digest != digest)
                {
                    Console.Error.WriteLine($"The digests differ: {digest} and {run.Result.Digest}.");
                    return 1;
                }

                if (i > 0)
                {
                    runs.Add(run);
                }
            }

            runs.Sort(static (a, b) => a.Milliseconds.CompareTo(b.Milliseconds));
            Print(runs[runs.Count / 2], runs);
        }

        return 0;
    }

    private static SimDuration PulseSleep => Workloads.PulseWorkload.Lookahead;

    private static string Alone(Work work) => Kernel.Runs.SequentialHost.Run(work.Build()).Digest;

    private static void Print(Measurement median, List<Measurement> runs) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"| {median.Nodes} | {median.Milliseconds:0.000} | {runs[0].Milliseconds:0.000} to "
        + $"{runs[^1].Milliseconds:0.000} | {median.Cost.WaitedMilliseconds:0.000} | "
        + $"{median.Processor.TotalMilliseconds / median.Result.Windows:0.000} | "
        + $"{(double)median.Cost.BytesSent / median.Result.Windows:0} |"));
}
