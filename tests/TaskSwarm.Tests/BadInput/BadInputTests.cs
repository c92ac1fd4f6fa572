using Shouldly;
using TaskSwarm.Hosting.Runs;
using TaskSwarm.Scenarios.Format;
using TaskSwarm.Scenarios.Import;
using TaskSwarm.Tests.Scenarios.Format;
using Xunit;

namespace TaskSwarm.Tests.BadInput;

/// <summary>Every broken file in this folder has its exact messages beside it, in a file that ends in .expected.
/// </summary>
public class BadInputTests
{
    private const string ExpectedEnding = ".expected";

    private const string FormatFolder = "Format/";

    // Where the common sections are what is broken, the tests' own kind stands for all kinds: messages that list the
    // kinds then stay the same when a kind is added.
    private static readonly ScenarioLoader FormatLoader = ScenarioLoading.Loader([new PatrolKind()]);

    private static readonly ScenarioLoader Loader = ScenarioLoading.Loader();

    public static TheoryData<string> Scenarios => [.. Files("*.yaml")];

    public static TheoryData<string> Instances => [.. Files("*.txt"), .. Files("*.gz")];

    public static TheoryData<string> Graphs => [.. Files("*.stg"), .. Files("*.json")];

    [Theory]
    [MemberData(nameof(Scenarios))]
    public void A_broken_scenario_gets_exactly_its_messages(string file)
    {
        var loader = file.StartsWith(FormatFolder, StringComparison.Ordinal) ? FormatLoader : Loader;

        var result = loader.LoadFile(BrokenFiles.PathOf(file), ScenarioOverrides.None);

        result.Simulation.ShouldBeNull();
        BrokenFiles.ShouldMatchExpected(file, result.Problems.Select(problem => problem.ToString()));
    }

    [Theory]
    [MemberData(nameof(Instances))]
    public void A_broken_instance_gets_exactly_its_messages(string file)
    {
        var result = InstanceReader.ReadFile(BrokenFiles.PathOf(file));

        result.Instance.ShouldBeNull();
        BrokenFiles.ShouldMatchExpected(file, result.Errors.Select(error => error.ToString()));
    }

    [Theory]
    [MemberData(nameof(Graphs))]
    public void A_broken_graph_gets_exactly_its_messages(string file)
    {
        var format = file.EndsWith(".stg", StringComparison.Ordinal) ? "stg" : "wfformat";

        var result = ScenarioImporters.ImportFile(ScenarioImporters.Find(format)!, BrokenFiles.PathOf(file));

        result.Scenario.ShouldBeNull();
        BrokenFiles.ShouldMatchExpected(file, result.Problems.Select(problem => problem.ToString()));
    }

    [Fact]
    public void Every_expectation_has_its_file() =>
        Files("*" + ExpectedEnding).Where(name => !File.Exists(BrokenFiles.PathOf(name[..^ExpectedEnding.Length])))
            .ShouldBeEmpty();

    private static IEnumerable<string> Files(string pattern) => BrokenFiles.Find(pattern);
}
