using System.Diagnostics;
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

        using Process checker = Process.Start(new ProcessStartInfo(
            python!, [Path.Combine(Repository.Benchmarks!, "checkers", "check_vrp.py"), instance!, plan])
        {
            RedirectStandardOutput = true,
        })!;
        string said = checker.StandardOutput.ReadToEnd();
        checker.WaitForExit();
        checker.ExitCode.ShouldBe(0, said);
    }

    private static string? FindPython() => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator).Select(p => Path.Combine(p, "python3")).FirstOrDefault(File.Exists);
}
