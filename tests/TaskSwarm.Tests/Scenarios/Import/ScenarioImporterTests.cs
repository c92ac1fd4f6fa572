using Shouldly;
using TaskSwarm.Hosting.Runs;
using TaskSwarm.Kernel.Runs;
using TaskSwarm.Scenarios.Format;
using TaskSwarm.Scenarios.Import;
using TaskSwarm.Tests.Scenarios.Logistics;
using Xunit;

namespace TaskSwarm.Tests.Scenarios.Import;

public sealed class ScenarioImporterTests
{
    [Theory]
    [InlineData("li-lim", "lc101", 53)]
    [InlineData("li-lim", "lr101", 53)]
    [InlineData("solomon", "c101", 100)]
    public void An_imported_instance_is_a_scenario_that_needs_no_other_file(string format, string name, int requests)
    {
        var path = Path.Combine(WorkingCopy.Root, "scenarios", "logistics", "instances", name + ".txt");

        var text = ScenarioImporters.ImportFile(ScenarioImporters.Find(format)!, path).Scenario.ShouldNotBeNull();
        var loaded = ScenarioLoading.Loader().LoadText("elsewhere.yaml", text, new ScenarioOverrides());

        loaded.Problems.ShouldBeEmpty();
        loaded.Simulation!.Agents.Count.ShouldBe(1 + 25);
        text.Split("\n  - { name: request-").Length.ShouldBe(1 + requests);
    }

    [Fact]
    public void An_imported_scenario_runs_and_its_plan_has_the_nodes_of_the_file()
    {
        const string instance = "2 9 1\n0 0 0 0 0 90 0 0 0\n1 3 4 5 6 50.5 8 0 2\n2 0 7.25 -5 1 80 2 1 0\n";

        var text = ScenarioImporters.Find("li-lim")!.Import(instance, "tiny.txt").Scenario.ShouldNotBeNull();
        var result = SequentialHost.Run(SomeTown.Load(text));

        result.Ledger.Done.ShouldBe(1);
        SomeTown.ReaderOf(result).PlanJson().ShouldBe("{\"instance\": \"tiny\", \"routes\": [\n  [1, 2]\n]}\n");
    }

    [Fact]
    public void A_broken_file_gives_problems_and_no_scenario()
    {
        var result = ScenarioImporters.Find("solomon")!.Import("C1\nVEHICLE\n", "c.txt");

        result.Scenario.ShouldBeNull();
        result.Problems.ShouldHaveSingleItem().ToString().ShouldBe(
            "c.txt:3:1: instance: found the end of the file; "
            + "expected name, VEHICLE, CUSTOMER and the nodes; is the file truncated?");
    }

    [Fact]
    public void An_unknown_format_is_not_found() => ScenarioImporters.Find("cvrplib").ShouldBeNull();
}
