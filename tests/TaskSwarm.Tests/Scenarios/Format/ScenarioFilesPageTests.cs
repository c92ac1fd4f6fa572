using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Shouldly;
using TaskSwarm.Allocation;
using TaskSwarm.Hosting.Runs;
using TaskSwarm.Scenarios;
using TaskSwarm.Scenarios.Format;
using TaskSwarm.Scenarios.Format.Common;
using TaskSwarm.Tests.BadInput;
using Xunit;

namespace TaskSwarm.Tests.Scenarios.Format;

/// <summary>Keeps docs/scenario-files.md true.</summary>
public class ScenarioFilesPageTests
{
    private static readonly string Page = File.ReadAllText(
        Path.Combine(BrokenFiles.Repository, "docs", "scenario-files.md"));

    [Fact]
    public void Every_example_on_the_page_loads()
    {
        var examples = Regex.Matches(Page, "```yaml\n(.*?)```", RegexOptions.Singleline);

        examples.Count.ShouldBeGreaterThan(1);
        foreach (Match example in examples)
        {
            ScenarioLoading.Loader().LoadText("example", example.Groups[1].Value, ScenarioOverrides.None).Problems
                .ShouldBeEmpty();
        }
    }

    [Fact]
    public void Every_common_field_is_on_the_page()
    {
        var schema = Shape.Section("common", ScenarioHead.Common, read => read).Schema();

        NamesIn(schema).Distinct().Where(name => !Regex.IsMatch(Page, $@"\b{name}\b")).ShouldBeEmpty();
    }

    [Fact]
    public void Every_kinds_template_loads()
    {
        foreach (var kind in ScenarioCatalog.Kinds)
        {
            var result = ScenarioLoading.Loader().LoadText(kind.Name, kind.Template, ScenarioOverrides.None);

            result.Problems.ShouldBeEmpty();
            result.Simulation.ShouldNotBeNull().Kind.ShouldBe(kind.Name);
        }
    }

    [Fact]
    public void No_kind_takes_the_name_of_a_common_field()
    {
        foreach (var kind in ScenarioCatalog.Kinds)
        {
            ScenarioHead.FieldsFor(kind, AllocatorCatalog.Instance).Select(field => field.Name).ShouldBeUnique();
        }
    }

    private static IEnumerable<string> NamesIn(JsonNode? schema) => schema switch
    {
        JsonObject map => map.SelectMany(pair => pair is { Key: "properties", Value: JsonObject properties }
            ? properties.SelectMany(property => NamesIn(property.Value).Prepend(property.Key))
            : NamesIn(pair.Value)),
        JsonArray list => list.SelectMany(NamesIn),
        _ => [],
    };
}
