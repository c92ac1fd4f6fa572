using System.Reflection;
using System.Xml.Linq;
using Shouldly;
using Xunit;

namespace TaskSwarm.Conventions.Tests;

public sealed class DependencyTests
{
    /// <summary>Who may reference whom. The three siblings above the kernel never see each other.</summary>
    [Theory]
    [InlineData("TaskSwarm.Kernel", "")]
    [InlineData("TaskSwarm.Allocation", "TaskSwarm.Kernel")]
    [InlineData("TaskSwarm.Learning", "TaskSwarm.Kernel")]
    [InlineData("TaskSwarm.Scenarios", "TaskSwarm.Kernel TaskSwarm.Learning")]
    [InlineData("TaskSwarm.Actors", "TaskSwarm.Kernel")]
    [InlineData(
        "TaskSwarm.Hosting",
        "TaskSwarm.Actors TaskSwarm.Allocation TaskSwarm.Kernel TaskSwarm.Scenarios TaskSwarm.Store")]
    [InlineData("TaskSwarm.Store", "")]
    [InlineData("TaskSwarm.Cluster", "TaskSwarm.Hosting")]
    [InlineData("TaskSwarm.Cli", "TaskSwarm.Cluster TaskSwarm.Hosting")]
    public void Projects_reference_only_what_lies_below_them(string project, string allowed) =>
        References(project, "ProjectReference").Select(r => Path.GetFileNameWithoutExtension(r))
            .ShouldBe(allowed.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    [Fact]
    public void The_kernel_uses_no_packages_but_analyzers() =>
        References("TaskSwarm.Kernel", "PackageReference").ShouldBe(["Microsoft.CodeAnalysis.BannedApiAnalyzers"]);

    [Theory]
    [InlineData("Google.OrTools", "TaskSwarm.Allocation")]
    [InlineData("System.Numerics.Tensors", "TaskSwarm.Learning")]
    [InlineData("Microsoft.ML.OnnxRuntime", "TaskSwarm.Learning")]
    [InlineData("Akka", "TaskSwarm.Actors TaskSwarm.Cluster TaskSwarm.Hosting TaskSwarm.Store")]
    [InlineData("Akka.Cluster", "TaskSwarm.Cluster")]
    [InlineData("Akka.Persistence", "TaskSwarm.Store")]
    [InlineData("Microsoft.Data.Sqlite", "TaskSwarm.Store")]
    [InlineData("Npgsql", "TaskSwarm.Store")]
    [InlineData("K4os.Compression.LZ4", "TaskSwarm.Store")]
    [InlineData("Parquet.Net", "TaskSwarm.Hosting")]
    [InlineData("OpenTelemetry", "TaskSwarm.Hosting")]
    [InlineData("YamlDotNet", "TaskSwarm.Scenarios")]
    [InlineData("Microsoft.AspNetCore", "TaskSwarm.Hosting")]
    public void A_package_is_seen_only_where_it_belongs(string package, string allowed)
    {
        string[] homes = allowed.Split(' ');
        foreach (string project in Projects().Where(p => !homes.Contains(p)))
        {
            References(project, "PackageReference")
                .Where(r => r == package || r.StartsWith(package + ".", StringComparison.Ordinal))
                .ShouldBeEmpty($"{project} must not see {package}");
        }
    }

    [Fact]
    public void Compiled_code_keeps_to_the_same_directions()
    {
        (Assembly Assembly, string[] Forbidden)[] rules =
        [
            (Source.Kernel, ["TaskSwarm", "Akka", "YamlDotNet", "Google.OrTools", "Serilog", "MessagePack"]),
            (Source.Allocation, ["TaskSwarm.Scenarios", "TaskSwarm.Actors", "Akka", "YamlDotNet"]),
            (Source.Scenarios, ["TaskSwarm.Allocation", "TaskSwarm.Actors", "Akka", "Google.OrTools"]),
            (Source.Learning, ["TaskSwarm.Allocation", "TaskSwarm.Scenarios", "TaskSwarm.Actors", "Akka"]),
            (Source.Actors, ["TaskSwarm.Allocation", "TaskSwarm.Scenarios", "YamlDotNet", "Google.OrTools"]),
            (Source.Store, ["TaskSwarm", "YamlDotNet", "Google.OrTools", "Serilog", "MessagePack", "Newtonsoft.Json"]),
        ];
        foreach ((Assembly assembly, string[] forbidden) in rules)
        {
            assembly.GetReferencedAssemblies().Select(r => r.Name!)
                .Where(r => forbidden.Any(f => r == f || r.StartsWith(f + ".", StringComparison.Ordinal)))
                .ShouldBeEmpty($"referenced by {assembly.GetName().Name}");
        }
    }

    [Fact]
    public void Every_project_of_the_design_is_there_and_no_other() => Projects().ShouldBe(
    [
        "TaskSwarm.Actors", "TaskSwarm.Allocation", "TaskSwarm.Cli", "TaskSwarm.Cluster", "TaskSwarm.Hosting",
        "TaskSwarm.Kernel", "TaskSwarm.Learning", "TaskSwarm.Scenarios", "TaskSwarm.Store",
    ]);

    private static IEnumerable<string> Projects() => Directory.GetDirectories(Source.At("src"))
        .Select(d => Path.GetFileName(d)).Order(StringComparer.Ordinal);

    private static IEnumerable<string> References(string project, string kind) =>
        XDocument.Load(Source.At("src", project, project + ".csproj"))
            .Descendants(kind)
            .Select(e => e.Attribute("Include")!.Value)
            .Order(StringComparer.Ordinal);
}
