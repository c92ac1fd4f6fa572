using System.Reflection;
using Shouldly;
using TaskSwarm.Allocation;
using TaskSwarm.Kernel.Allocation;
using TaskSwarm.Kernel.Negotiation;
using TaskSwarm.Scenarios;
using Xunit;

namespace TaskSwarm.Conventions.Tests;

public sealed class CatalogTests
{
    [Fact]
    public void Every_kind_of_scenario_is_in_the_catalog() => ScenarioCatalog.Kinds.Select(k => k.GetType())
        .ShouldBe(Source.Implementations(typeof(IScenarioKind), Source.Scenarios), ignoreOrder: true);

    [Fact]
    public void Every_award_rule_is_in_the_catalog() => AllocatorCatalog.Instance.All
        .Where(s => s.Family == StrategyFamily.ContractNet)
        .Select(s => AllocatorCatalog.Instance.CreateAwardRule(s.Name, new StrategyOptions()).GetType())
        .ShouldBe(Source.Implementations(typeof(IAwardRule), Source.Allocation), ignoreOrder: true);

    [Fact]
    public void Every_allocator_is_in_the_catalog() => AllocatorCatalog.Instance.All
        .Where(s => AllocatorCatalog.HasCentralForm(s.Name))
        .Select(s => AllocatorCatalog.Instance.CreateAllocator(s.Name, new StrategyOptions()).GetType()).Distinct()
        .ShouldBe(Source.Implementations(typeof(IAllocator), Source.Allocation), ignoreOrder: true);

    [Fact]
    public void Every_kind_can_use_its_default_strategy_and_says_why_it_cannot_use_others()
    {
        foreach (IScenarioKind kind in ScenarioCatalog.Kinds)
        {
            kind.StrategiesFrom(AllocatorCatalog.Instance)[0].Name.ShouldBe(kind.DefaultStrategy);
            AllocatorCatalog.Instance.All.Select(kind.Objection).OfType<string>()
                .ShouldAllBe(reason => reason.Length > 20 && char.IsLower(reason[0]));
        }
    }

    [Fact]
    public void Names_in_catalogs_are_unique()
    {
        ScenarioCatalog.Kinds.Select(k => k.Name).ShouldBeUnique();
        AllocatorCatalog.Instance.All.Select(s => s.Name).ShouldBeUnique();
    }

    [Fact]
    public void Every_reader_of_instances_can_be_imported()
    {
        string import = string.Concat(Source.Files("src/TaskSwarm.Cli").Where(f =>
            f.Name.Contains("Import", StringComparison.Ordinal)).SelectMany(f => f.Lines));
        foreach (Type reader in Source.Scenarios.GetTypes().Where(t =>
            t.Namespace == "TaskSwarm.Scenarios.Import" && t.Name.EndsWith("Reader", StringComparison.Ordinal)
            && t.GetMethod("Read", BindingFlags.Public | BindingFlags.Static) is { ReturnType.Name: not "Void" } read
            && t.Name != "InstanceReader"))
        {
            (import + InstanceReaderText()).ShouldContain(reader.Name, customMessage: $"{reader.Name} is not used");
        }
    }

    [Fact]
    public void Every_kind_has_a_declaration_in_prose_and_a_scenario()
    {
        foreach (IScenarioKind kind in ScenarioCatalog.Kinds)
        {
            File.Exists(Source.At("scenarios", kind.Name, "DECLARATION.md")).ShouldBeTrue(
                $"scenarios/{kind.Name}/DECLARATION.md describes the kind");
            Directory.EnumerateFiles(Source.At("scenarios", kind.Name), "*.yaml").ShouldNotBeEmpty();
        }
    }

    /// <summary>The digest tests run every file that they find by this rule, so none may lie elsewhere.</summary>
    [Fact]
    public void Every_shipped_scenario_lies_where_the_digest_tests_look_for_it()
    {
        string[] kinds = [.. ScenarioCatalog.Kinds.Select(k => k.Name)];
        foreach (string file in Directory.EnumerateFiles(Source.At("scenarios"), "*", SearchOption.AllDirectories))
        {
            string name = Path.GetRelativePath(Source.At("scenarios"), file).Replace('\\', '/');
            Path.GetExtension(file).ShouldNotBe(".yml", $"{name}: scenarios end in .yaml");
            if (Path.GetExtension(file) == ".yaml")
            {
                string kind = File.ReadLines(file).Single(l => l.StartsWith("kind:", StringComparison.Ordinal))[5..];
                kind.Split('#')[0].Trim().ShouldBe(name.Split('/')[0], $"{name} lies in the folder of its kind");
                kinds.ShouldContain(name.Split('/')[0]);
            }
        }

        string.Concat(Source.Files("tests/TaskSwarm.System.Tests").SelectMany(f => f.Lines))
            .ShouldContain("Path.Combine(Root, \"scenarios\"), \"*.yaml\", SearchOption.AllDirectories");
    }

    private static string InstanceReaderText() => string.Concat(Source.Files("src/TaskSwarm.Scenarios")
        .Where(f => f.Name.EndsWith("/InstanceReader.cs", StringComparison.Ordinal)).SelectMany(f => f.Lines));
}
