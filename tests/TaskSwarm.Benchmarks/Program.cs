using System.Globalization;
using System.Text.Json;
using BenchmarkDotNet.Running;
using TaskSwarm.Actors;
using TaskSwarm.Benchmarks;
using TaskSwarm.Benchmarks.Quality;
using TaskSwarm.Benchmarks.Scaling;
using TaskSwarm.Benchmarks.Workloads;

int at = Array.IndexOf(args, "--workload");
if (at < 0)
{
    BenchmarkSwitcher.FromAssembly(typeof(IWorkload).Assembly).Run(args);
    return 0;
}

string? name = Option("--workload");
if (name == LiLimWorkload.Name)
{
    return LiLimWorkload.Run(args);
}

if (name == PersistenceWorkload.Name)
{
    return await PersistenceWorkload.RunAsync(Math.Max(1, Number("--repeats", 5)));
}

if (name == ClusterWorkload.Name)
{
    return await ClusterWorkload.RunAsync(
        Number("--nodes", 2), Number("--agents", 50_000), Math.Max(1, Number("--repeats", 3)));
}

if (name == BarrierWorkload.Name)
{
    int[] counts = [.. (Option("--nodes") ?? "1,2,3,4,6,8").Split(',').Select(n => int.Parse(
        n, CultureInfo.InvariantCulture))];
    return await BarrierWorkload.RunAsync(
        counts, Number("--windows", 3000), Math.Max(1, Number("--repeats", 3)));
}

if (name == ScalingWorkload.Name)
{
    return await ScalingWorkload.RunAsync(
        Option("--out"), Option("--points"), Math.Max(1, Number("--repeats", 2)));
}

if (name == IdleWorkload.Name)
{
    return await IdleWorkload.RunAsync(
        Number("--nodes", 3), Number("--agents", 1_000_000), Number("--windows", 500));
}

if (name == BenchmarkNode.Name)
{
    return await BenchmarkNode.ServeAsync(Option("--seed")!);
}

if (name == EnduranceWorkload.Name)
{
    return await EnduranceWorkload.RunAsync(1_000_000L * Math.Max(1, Number("--millions", 100)));
}

if (name == LearningWorkload.Name)
{
    return LearningWorkload.Run(Math.Max(1, Number("--repeats", 5)));
}

if (name == GrowthWorkload.Name)
{
    return GrowthWorkload.Run(args);
}

if (QualityWorkload.Names.Contains(name))
{
    return QualityWorkload.Run(name!, args);
}

IWorkload? workload = WorkloadRunner.All.FirstOrDefault(w => w.Name == name);
if (workload is null)
{
    Console.Error.WriteLine(
        $"There is no workload {name}; there are {string.Join(", ", WorkloadRunner.All.Select(w => w.Name))}.");
    return 2;
}

int workers = Number("--workers", Math.Min(2, Environment.ProcessorCount));
WorkloadResult result = WorkloadRunner.Measure(new WorkloadOptions
{
    Workload = workload,
    Agents = Number("--agents", 1000),
    Workers = workers,
    Regions = Number("--regions", ActorHost.DefaultRegions(workers)),
    Actors = Option("--host") != "sequential",
    Repeats = Math.Max(1, Number("--repeats", 3)),
    Memory = !args.Contains("--no-memory"),
});
bool json = args.Contains("--json");
Console.WriteLine(JsonSerializer.Serialize(result, json ? Json.OneLine : Json.Indented));
return 0;

string? Option(string option)
{
    int i = Array.IndexOf(args, option);
    return i >= 0 && i + 1 < args.Length ? args[i + 1] : null;
}

int Number(string option, int otherwise) =>
    int.TryParse(Option(option), NumberStyles.Integer, CultureInfo.InvariantCulture, out int n) ? n : otherwise;
