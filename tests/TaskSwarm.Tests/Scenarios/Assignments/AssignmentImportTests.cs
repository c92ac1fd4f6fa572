using Shouldly;
using TaskSwarm.Hosting.Runs;
using TaskSwarm.Scenarios.Format;
using TaskSwarm.Scenarios.Import;
using Xunit;

namespace TaskSwarm.Tests.Scenarios.Assignments;

public sealed class AssignmentImportTests
{
    private const string Gap = "2 3\n 1 2 3\n 4 5 6\n 1 1 1\n 2 2 2\n 3 4\n";

    private const string Mrta = """
        { "Q": [[1, 0], [0, 1]], "R": [[0, 0], [1, 1], [1, 0], [0, 0]], "T_e": [0, 5, 2.5, 0],
          "task_locations": [[0, 0], [3, 4], [1, 1], [6, 8]], "precedence_constraints": [[1, 2]] }
        """;

    private const string Cbba = """
        { "time_windows": WINDOWS, "max_tasks_per_agent": 2,
          "agents": [{ "agent_type": 0, "x": 0, "y": 0, "nom_velocity": 1 }],
          "tasks": [{ "task_type": 0, "x": 3, "y": 4, "task_value": 100, "discount": 0.1, "start_time": 10,
            "end_time": 20, "duration": 0 }] }
        """;

    [Theory]
    [InlineData("gap", Gap)]
    [InlineData("mrta", Mrta)]
    public void An_instance_becomes_a_scenario_that_loads(string format, string text) => Imported(format, text);

    [Theory]
    [InlineData("true", "decay: 0.1")]
    [InlineData("false", "cost: [60.65306597126")]
    public void A_problem_for_bundles_keeps_its_worth(string windows, string expected) => Imported(
        "cbba", Cbba.Replace("WINDOWS", windows, StringComparison.Ordinal)).ShouldContain(expected);

    [Fact]
    public void Costs_and_needs_go_to_the_right_pairs()
    {
        string scenario = Imported("gap", Gap);

        scenario.ShouldContain("name: agent-2, budget: 4");
        scenario.ShouldContain("name: task-2, cost: [2, 5],\n      need: [1, 2]");
    }

    [Theory]
    [InlineData("gap", "", "agents, tasks, costs, needs and capacities")]
    [InlineData("gap", "2 3 1 2", "16 for 2 agents and 3 tasks")]
    [InlineData("gap", "1 1 x 1 1", "a number from 0")]
    [InlineData("gap", "0 1 1 1 1", "a whole number from 1")]
    [InlineData("mrta", "[1]", "one object")]
    [InlineData("mrta", "{", "a complete JSON object")]
    [InlineData("mrta", "{}", "a list of at most")]
    [InlineData("cbba", "{\"max_tasks_per_agent\": 0}", "a number from 1")]
    public void A_broken_instance_is_refused_with_what_would_be_right(string format, string text, string expected)
    {
        ImportResult imported = ScenarioImporters.Find(format)!.Import(text, "broken");

        imported.Scenario.ShouldBeNull();
        imported.Problems.ShouldContain(p => p.Expected.Contains(expected, StringComparison.Ordinal));
    }

    private static string Imported(string format, string text)
    {
        ImportResult imported = ScenarioImporters.Find(format)!.Import(text, "some.txt");
        imported.Problems.ShouldBeEmpty();
        ScenarioLoading.Loader().LoadText("some.yaml", imported.Scenario!, ScenarioOverrides.None)
            .Problems.ShouldBeEmpty();
        return imported.Scenario!;
    }
}
