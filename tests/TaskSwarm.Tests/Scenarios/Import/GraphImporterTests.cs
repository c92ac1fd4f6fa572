using Shouldly;
using TaskSwarm.Hosting.Runs;
using TaskSwarm.Scenarios.Format;
using TaskSwarm.Scenarios.Import;
using Xunit;

namespace TaskSwarm.Tests.Scenarios.Import;

public sealed class GraphImporterTests
{
    private const string Stg = """
        3
        0 0 0
        1 4 1 0   # waits for the entry alone
        2 2 1 1
        3 3 2 1 2
        4 0 1 3
        """;

    private const string Wf = """
        { "workflow": {
            "specification": {
              "tasks": [
                { "id": "make", "parents": [], "outputFiles": ["big", "small"] },
                { "id": "use", "parents": ["make", "make"], "inputFiles": ["big", "outside"] },
                { "id": "wait", "parents": ["make"], "outputFiles": [] }
              ],
              "files": [
                { "id": "big", "sizeInBytes": 5000000 }, { "id": "small", "sizeInBytes": 100 },
                { "id": "outside", "sizeInBytes": 7 }
              ] },
            "execution": { "tasks": [
              { "id": "wait", "runtimeInSeconds": 3 }, { "id": "make", "runtimeInSeconds": 1.25 },
              { "id": "use", "runtimeInSeconds": 2 } ] } } }
        """;

    [Fact]
    public void A_task_graph_becomes_tasks_that_wait_for_each_other()
    {
        string scenario = Imported("stg", Stg);

        scenario.ShouldContain("{ name: \"1\", work: 4 }");
        scenario.ShouldContain("{ name: \"3\", work: 3,\n      after: [\"1\", \"2\"] }");
        scenario.ShouldNotContain("name: \"4\"");
    }

    [Fact]
    public void Files_become_inputs_and_storage_and_bare_parents_precedence()
    {
        string scenario = Imported("wfformat", Wf);

        scenario.ShouldContain("{ name: \"make\", work: 1.25, storage: 5000100B }");
        scenario.ShouldContain(
            "{ name: \"use\", work: 2, storage: 5000007B,\n      inputs: [{ from: \"make\", bytes: 5000000B }] }");
        scenario.ShouldContain("{ name: \"wait\", work: 3,\n      after: [\"make\"] }");
    }

    [Fact]
    public void Ids_that_are_no_names_are_shortened_kept_and_unique()
    {
        string stem = string.Concat(Enumerable.Repeat("long_", 14));
        string[] ids =
        [
            "fine.as-it_is", stem + "1", stem + "2", "a task/with \"signs\"", "", "\u00e4", "-",
            "a-task-with--signs-4",
        ];

        IReadOnlyList<string> names = GraphNames.For(ids);

        names.ShouldBe([
            "fine.as-it_is",
            "long_long_long_long_long_long_long_long_long_long-2",
            "long_long_long_long_long_long_long_long_long_long-3",
            "a-task-with--signs-4-2",
            "instance-5",
            "instance-6",
            "instance-7",
            "a-task-with--signs-4",
        ]);
    }

    [Fact]
    public void An_id_that_is_no_name_stands_beside_the_name_for_written_plans() =>
        Imported("wfformat", Wf.Replace("\"use\"", "\"use/1 \\\"x\\\"\"", StringComparison.Ordinal))
            .ShouldContain("{ name: \"use-1--x-2\", id: \"use/1 \\u0022x\\u0022\", work: 2");

    [Fact]
    public void A_graph_that_waits_for_itself_is_refused_by_the_loader()
    {
        string text = Wf.Replace("\"id\": \"make\", \"parents\": []", "\"id\": \"make\", \"parents\": [\"use\"]",
            StringComparison.Ordinal);

        Load(ScenarioImporters.Find("wfformat")!.Import(text, "some.json").Scenario!).Problems.ShouldHaveSingleItem()
            .Found.ShouldBe("a circle: \"make\" after \"use\" after \"make\"");
    }

    private static string Imported(string format, string text)
    {
        ImportResult imported = ScenarioImporters.Find(format)!.Import(text, "some.txt");
        imported.Problems.ShouldBeEmpty();
        Load(imported.Scenario!).Problems.ShouldBeEmpty(imported.Scenario);
        return imported.Scenario!;
    }

    private static ScenarioResult Load(string scenario) =>
        ScenarioLoading.Loader().LoadText("some.yaml", scenario, ScenarioOverrides.None);
}
