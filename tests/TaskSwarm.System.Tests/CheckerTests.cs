using System.Diagnostics;
using System.Text.Json.Nodes;
using Shouldly;
using Xunit;

namespace TaskSwarm.System.Tests;

/// <summary>Plans that the program drove, judged by the public checker.</summary>
public sealed class CheckerTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("taskswarm-tests-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [SkippableTheory]
    [InlineData("lc101", "pdptw-lilim")]
    [InlineData("lr101", "pdptw-lilim")]
    [InlineData("c101", "vrptw")]
    public void The_plan_of_an_instance_passes_the_checker(string name, string set)
    {
        string? python = FindPython();
        Skip.If(python is null, "there is no python3");
        Skip.If(Repository.Benchmarks is null, "the public benchmarks are not beside the working copy");
        string? instance = Directory.EnumerateFiles(
            Path.Combine(Repository.Benchmarks!, set), name + ".txt*", SearchOption.AllDirectories).FirstOrDefault();
        Skip.If(instance is null, $"the benchmarks have no {name}");
        string plan = Path.Combine(_folder, "plan.json");

        TaskSwarmProcess.Run("run", $"scenarios/logistics/{name}.yaml", "--plan", plan).Code.ShouldBe(0);

        Judge(python!, "check_vrp.py", instance!, plan);
    }

    /// <summary>Imported, run and judged; the checker's figure is the run's own.</summary>
    [SkippableTheory]
    [InlineData("stg", "dag-stg", "50-rand0000", "heft", "check_dag.py", "makespan", "crew.makespan.seconds")]
    [InlineData("stg", "dag-stg", "100-rand0004", "contract-net", "check_dag.py", "makespan", "crew.makespan.seconds")]
    [InlineData(
        "wfformat", "dag-wfcommons", "epigenomics-chameleon-hep-1seq-100k-001", "heft", "check_dag.py", "makespan",
        "crew.makespan.seconds")]
    [InlineData(
        "wfformat", "dag-wfcommons", "bacass-dirt02-001", "load-balancing", "check_dag.py", "makespan",
        "crew.makespan.seconds")]
    [InlineData("gap", "gap", "c05100", "genetic", "check_gap.py", "objective", "crew.cost")]
    public void The_plan_of_an_imported_instance_passes_the_checker(
        string format, string set, string name, string strategy, string program, string objective, string metric)
    {
        string? python = FindPython();
        Skip.If(python is null, "there is no python3");
        Skip.If(Repository.Benchmarks is null, "the public benchmarks are not beside the working copy");
        string? instance = Directory.EnumerateFiles(
            Path.Combine(Repository.Benchmarks!, set), name + ".*", SearchOption.AllDirectories).FirstOrDefault();
        Skip.If(instance is null, $"the benchmarks have no {name}");
        string scenario = Path.Combine(_folder, "imported.yaml"), plan = Path.Combine(_folder, "plan.json");

        TaskSwarmProcess.Run("import", format, instance!, "--out", scenario).Code.ShouldBe(0);
        TaskSwarmProcess.Ended run = TaskSwarmProcess.Run(
            "run", scenario, "--strategy", strategy, "--host", "sequential", "--plan", plan, "--format", "json");

        run.Code.ShouldBe(0, run.Error);
        JsonNode verdict = JsonNode.Parse(Judge(python!, program, instance!, plan).Split('\n')[^1])!;
        verdict[objective]!.GetValue<double>().ShouldBe(run.Json["metrics"]![metric]!.GetValue<double>(), 1e-4);
    }

    /// <summary>Whatever allocates: every schedule that coalitions carried out is sound.</summary>
    [SkippableTheory]
    [InlineData("mip")]
    [InlineData("static")]
    [InlineData("genetic")]
    [InlineData("contract-net")]
    public void The_schedule_of_coalitions_passes_the_checker(string strategy)
    {
        string? python = FindPython();
        Skip.If(python is null, "there is no python3");
        Skip.If(Repository.Benchmarks is null, "the public benchmarks are not beside the working copy");
        string plan = Path.Combine(_folder, "plan.json");

        TaskSwarmProcess.Run("run", "scenarios/assignment/coalition.yaml", "--strategy", strategy, "--plan", plan)
            .Code.ShouldBe(0);

        string instance = Path.Combine(Repository.Benchmarks!, "mrta", "instances", "1p_000000.json");
        Judge(python!, "check_mrta.py", instance, plan);
    }

    private static string Judge(string python, string program, string instance, string plan)
    {
        using Process checker = Process.Start(new ProcessStartInfo(
            python, [Path.Combine(Repository.Benchmarks!, "checkers", program), instance, plan])
        {
            RedirectStandardOutput = true,
        })!;
        string said = checker.StandardOutput.ReadToEnd();
        checker.WaitForExit();
        checker.ExitCode.ShouldBe(0, said);
        return said.TrimEnd();
    }

    private static string? FindPython() => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator).Select(p => Path.Combine(p, "python3")).FirstOrDefault(File.Exists);
}
