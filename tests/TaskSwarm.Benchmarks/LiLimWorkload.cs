using System.Globalization;
using TaskSwarm.Hosting.Runs;
using TaskSwarm.Kernel.Runs;
using TaskSwarm.Scenarios.Format;
using TaskSwarm.Scenarios.Import;
using TaskSwarm.Scenarios.Logistics.Runs;

namespace TaskSwarm.Benchmarks;

/// <summary>
/// Quality, not speed: runs every instance of a folder of Li and Lim's and compares what was driven with the best known
/// plans. <c>--set DIR</c> (with <c>best_known.csv</c> and <c>instances/</c>), <c>--plain</c> for the contract net
/// without re-auction, <c>--strategy NAME</c>, <c>--seed N</c>, <c>--only PREFIX</c>, <c>--instances A,B</c>,
/// <c>--plans DIR</c> for the plans that the public checker reads.
/// </summary>
public static class LiLimWorkload
{
    /// <summary>The name on the command line.</summary>
    public const string Name = "li-lim";

    /// <summary>Runs all instances; prints a line for each and the means.</summary>
    /// <returns>0 if every request of every instance was served in time, else 1.</returns>
    public static int Run(string[] args)
    {
        var folder = Option(args, "--set") ?? Path.Combine("..", "shared", "benchmarks", "pdptw-lilim");
        var only = Option(args, "--only") ?? "";
        var chosen = Option(args, "--instances")?.Split(',') ?? [];
        var gaps = new List<(double Vehicles, double Distance)>();
        var isComplete = true;
        foreach (var line in File.ReadLines(Path.Combine(folder, "best_known.csv")).Skip(1))
        {
            var row = line.Split(',');
            if (!row[0].StartsWith(only, StringComparison.Ordinal) || (chosen.Length > 0 && !chosen.Contains(row[0])))
            {
                continue;
            }

            var path = Directory.GetFiles(Path.Combine(folder, "instances"), row[0] + ".txt*").Single();
            var result = SequentialHost.Run(Load(path, args));
            var vehicles = result.Metrics.Find("vehicles.used")!.Value - Number(row[6]);
            var distance = 100 * ((result.Metrics.Find("distance.km")!.Value / Number(row[7])) - 1);
            isComplete &= result.Ledger.Done == result.Ledger.Count && result.Metrics.Find("stops.late") == 0;
            gaps.Add((vehicles, distance));
            WritePlan(args, row[0], result);
            Print($"{row[0],-10} served {result.Ledger.Done}/{result.Ledger.Count}");
            Print($"           vehicles {vehicles:+0;-0;0}  distance {distance:+0.00;-0.00}%");
        }

        var (vehicleGap, distanceGap) = (gaps.Average(g => g.Vehicles), gaps.Average(g => g.Distance));
        Print($"mean of {gaps.Count}: vehicles {vehicleGap:+0.00;-0.00}  distance {distanceGap:+0.00;-0.00}%");
        Print($"worst distance {gaps.Max(g => g.Distance):+0.00;-0.00}%");
        Print($"{(isComplete ? "every request was served in time" : "NOT every request was served in time")}");
        return isComplete ? 0 : 1;
    }

    private static Simulation Load(string path, string[] args)
    {
        var scenario = ScenarioImporters.ImportFile(ScenarioImporters.Find(Name)!, path).Scenario
            ?? throw new InvalidDataException($"{path} is no instance of Li and Lim's.");
        if (Option(args, "--strategy") is { } strategy)
        {
            scenario = scenario.Replace(
                "strategy: contract-net", $"strategy: {strategy}", StringComparison.Ordinal);
        }

        scenario = args.Contains("--plain")
            ? scenario.Replace("reauction: { rounds", "reauction: { enabled: false, rounds", StringComparison.Ordinal)
            : scenario;
        scenario = scenario.Replace("seed: 1\n", $"seed: {Option(args, "--seed") ?? "1"}\n", StringComparison.Ordinal);
        var loaded = ScenarioLoading.Loader().LoadText(path, scenario, new ScenarioOverrides());
        return loaded.Simulation ?? throw new InvalidDataException(loaded.Problems[0].ToString());
    }

    private static void WritePlan(string[] args, string name, RunResult result)
    {
        if (Option(args, "--plans") is { } plans && result.Reader<LogisticsReader>() is { } reader)
        {
            Directory.CreateDirectory(plans);
            File.WriteAllText(Path.Combine(plans, name + ".json"), reader.PlanJson());
        }
    }

    private static string? Option(string[] args, string option)
    {
        var at = Array.IndexOf(args, option);
        return at >= 0 && at + 1 < args.Length ? args[at + 1] : null;
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static void Print(FormattableString line) => Console.WriteLine(FormattableString.Invariant(line));
}
