using System.Diagnostics;
using System.Globalization;

namespace TaskSwarm.Benchmarks.Scaling;

/// <summary>
/// Very many agents that are idle most of the time, by one node process and by several: memory, time and digest.
/// </summary>
internal static class IdleWorkload
{
    public const string Name = "cluster-idle";

    private const long SleepMicros = 60_000_000;
    private const double Most = 20e9;

    /// <summary>Measures.</summary>
    /// <param name="nodes">Node processes.</param>
    /// <param name="agents">Agents, each of which wakes once a simulated minute.</param>
    /// <param name="windows">Windows of 20 ms.</param>
    /// <returns>0 if the digests agree and the memory of all processes together is below 20 GB, else 1.</returns>
    public static async Task<int> RunAsync(int nodes, int agents, int windows)
    {
        var work = new Work("pulse", agents, SleepMicros, windows);
        (Measurement one, long[] alone) = await MeasureAsync(work, 1);
        (Measurement many, long[] together) = await MeasureAsync(work, nodes);
        // A node holds an actor and a cell for each agent of its own, and a cell for each of the others'.
        double own = (double)alone[0] / agents;
        double far = nodes == 1 ? 0 : ((together.Average() / agents) - (own / nodes)) * nodes / (nodes - 1);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"bytes of a node's peak for each agent: {own:0} of its own, {far:0} of another node's"));
        bool isSame = one.Result.Digest == many.Result.Digest;
        Console.WriteLine($"digests {one.Result.Digest} and {many.Result.Digest}: {(isSame ? "equal" : "different")}");
        return isSame && together.Sum() < Most ? 0 : 1;
    }

    private static async Task<(Measurement Run, long[] Peaks)> MeasureAsync(Work work, int nodes)
    {
        await using var cluster = new LocalCluster();
        cluster.Grow(nodes);
        long begun = Stopwatch.GetTimestamp();
        Measurement run = await cluster.RunAsync(work, nodes, 1, nodes);
        double seconds = Stopwatch.GetElapsedTime(begun).TotalSeconds;
        long[] peaks = cluster.PeakMemory();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{nodes} node processes, {work.Agents:N0} agents, {run.Result.Windows} windows, {run.Result.Events:N0} "
            + $"events: {seconds:0.0} s with start and end, {run.Milliseconds:0.00} ms a window; peak memory "
            + $"{string.Join(" + ", peaks.Select(static p => Gigabytes(p)))} = {Gigabytes(peaks.Sum())} GB"));
        return (run, peaks);
    }

    private static string Gigabytes(long bytes) => (bytes / 1e9).ToString("0.00", CultureInfo.InvariantCulture);
}
