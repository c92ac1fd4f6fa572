namespace TaskSwarm.Benchmarks.Scaling;

/// <summary>
/// Time of a window against nodes, agents, activity and latency: measured with 1 to 8 processes, fitted on a part of
/// the points, checked on the others, and carried on to 100 nodes with 10 million agents. <c>--out DIR</c> for the
/// points (<c>scaling.csv</c>) and a picture (<c>scaling.svg</c>); <c>--points FILE</c> fits what was measured before.
/// </summary>
internal static class ScalingWorkload
{
    public const string Name = "scaling";

    private const int Most = 8;

    private static readonly (int Agents, int SleepMillis, int Windows)[] Loads =
    [
        (1_000, 1000, 400), (10_000, 1000, 300), (10_000, 100, 150), (100_000, 1000, 100), (100_000, 250, 60),
        (300_000, 1000, 60),
    ];

    private static readonly int[] Counts = [1, 2, 3, 4, 6, Most];

    /// <summary>Measures or reads, fits, checks and predicts.</summary>
    /// <returns>0 if all digests agree, else 1.</returns>
    public static async Task<int> RunAsync(string? folder, string? known, int repeats)
    {
        List<ScalingPoint>? points = known is null ? await MeasureAsync(repeats) : ScalingFile.Read(known);
        if (points is null)
        {
            return 1;
        }

        var fit = new LeastSquares(
            [.. points.Where(p => !p.IsHeldBack).Select(p => p.Row)],
            [.. points.Where(p => !p.IsHeldBack).Select(p => p.Milliseconds)]);
        ScalingReport.Print(points, fit);
        if (folder is not null)
        {
            Directory.CreateDirectory(folder);
            ScalingFile.Write(Path.Combine(folder, "scaling.csv"), points, fit);
            ScalingPicture.Draw(points, fit, Path.Combine(folder, "scaling"));
        }

        return 0;
    }

    private static async Task<List<ScalingPoint>?> MeasureAsync(int repeats)
    {
        var points = new List<ScalingPoint>();
        var digests = new Dictionary<string, string>();
        await using var cluster = new LocalCluster();
        foreach (int nodes in Counts)
        {
            cluster.Grow(nodes);
            // Compiles the code of nodes that have come.
            await cluster.RunAsync(WorkOf(Loads[2], 0), nodes, 1, nodes);
            foreach ((int load, long delay) in Cases(nodes))
            {
                Work work = WorkOf(Loads[load], delay);
                var runs = new List<Measurement>();
                for (int i = 0; i < repeats; i++)
                {
                    runs.Add(await cluster.RunAsync(work, nodes, 1, nodes));
                    string key = (work with { DelayMicros = 0 }).Document;
                    if (digests.TryAdd(key, runs[^1].Result.Digest) || digests[key] == runs[^1].Result.Digest)
                    {
                        continue;
                    }

                    Console.Error.WriteLine($"The digests differ for {key} with {nodes} nodes.");
                    return null;
                }

                // Whatever else the machine does only adds time.
                Measurement best = runs.MinBy(static r => r.Milliseconds)!;
                points.Add(PointOf(best, nodes == 6 || load == 3 || delay == 5000));
                Console.Error.WriteLine(points[^1].ToCsv(0));
            }
        }

        return points;
    }

    private static IEnumerable<(int Load, long Delay)> Cases(int nodes)
    {
        for (int load = 0; load < Loads.Length; load++)
        {
            yield return (load, 0);
        }

        foreach (long delay in nodes is 2 or 4 or Most ? [2000, 5000, 10_000] : Array.Empty<long>())
        {
            yield return (0, delay);
            yield return (2, delay);
        }
    }

    private static Work WorkOf((int Agents, int SleepMillis, int Windows) load, long delay) => new(
        "pulse", load.Agents, load.SleepMillis * 1000L, load.Windows, delay);

    private static ScalingPoint PointOf(Measurement run, bool isHeldBack)
    {
        // In the first window every agent starts; it is not timed.
        double windows = run.Result.Windows - 1;
        return new ScalingPoint(
            run.Nodes, run.Work.Agents, (run.Result.Events - run.Work.Agents) / windows, run.Result.Messages / windows,
            run.Work.DelayMicros / 1000.0, Environment.ProcessorCount)
        {
            IsHeldBack = isHeldBack,
            Milliseconds = run.Milliseconds,
            Bytes = run.Cost.BytesSent / windows,
        };
    }
}
