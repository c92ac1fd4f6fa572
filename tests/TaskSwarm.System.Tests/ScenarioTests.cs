using System.Text.Json.Nodes;
using Shouldly;
using Xunit;

namespace TaskSwarm.System.Tests;

/// <summary>Every shipped scenario, run by the program itself.</summary>
public class ScenarioTests
{
    public static TheoryData<string> Scenarios => Repository.Scenarios;

    [Theory]
    [MemberData(nameof(Scenarios))]
    public void A_shipped_scenario_loses_no_task_and_is_one_run_per_seed_in_every_layout(string scenario)
    {
        TaskSwarmProcess.Ended oracle = Run(scenario, "--host", "sequential");
        ShouldHaveGoneWell(oracle);

        (string Workers, string Regions)[] layouts = [("4", "7")];
        foreach ((string workers, string regions) in layouts)
        {
            TaskSwarmProcess.Ended actors = Run(scenario, "--workers", workers, "--regions", regions);
            actors.Digest.ShouldBe(oracle.Digest, $"{workers} workers, {regions} regions");
            actors.Json["events"]!.ToJsonString().ShouldBe(oracle.Json["events"]!.ToJsonString());
            actors.Json["metrics"]!.ToJsonString().ShouldBe(oracle.Json["metrics"]!.ToJsonString());
        }

        Run(scenario, "--host", "sequential", "--seed", "987654").Digest.ShouldNotBe(oracle.Digest);
    }

    [Fact]
    public void Ten_fresh_processes_make_the_same_run()
    {
        string[] digests = [.. Enumerable.Range(0, 10).Select(
            _ => Run("scenarios/formation-flight/v-formation.yaml").Digest)];

        digests.Distinct().Count().ShouldBe(1);
    }

    private static TaskSwarmProcess.Ended Run(string scenario, params string[] options) =>
        TaskSwarmProcess.Run(["run", scenario, "--format", "json", .. options]);

    private static void ShouldHaveGoneWell(TaskSwarmProcess.Ended ended)
    {
        ended.Code.ShouldBe(0, ended.Error);
        JsonObject json = ended.Json;
        json["outcome"]!.GetValue<string>().ShouldBe("completed");
        JsonNode tasks = json["tasks"]!;
        tasks["done"]!.GetValue<int>().ShouldBe(tasks["total"]!.GetValue<int>(), ended.Output);
        json["violations"]!.AsArray().ShouldBeEmpty();
        JsonNode metrics = json["metrics"]!;
        double failures = metrics["failures.total"]!.GetValue<double>();
        metrics["failures.detected"]!.GetValue<double>().ShouldBe(failures);
        metrics["failures.recovered"]!.GetValue<double>().ShouldBe(failures);
    }
}
