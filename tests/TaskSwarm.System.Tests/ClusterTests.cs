using Shouldly;
using Xunit;

namespace TaskSwarm.System.Tests;

/// <summary>Runs by several node processes on loopback, unharmed by losing them.</summary>
public sealed class ClusterTests : IDisposable
{
    private const string Couriers = "scenarios/logistics/city-couriers.yaml";
    private const string CouriersDigest = "be69347ccc4551a84137f4e96be8440f";

    private readonly string _folder = Directory.CreateTempSubdirectory("taskswarm-cluster-").FullName;

    private string Store => Path.Combine(_folder, "runs.db");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>One of each kind. All of them, on any number of nodes: the program TaskSwarm.Chaos with
    /// <c>--digests</c>.</summary>
    [Theory]
    [InlineData("scenarios/assignment/bundles.yaml")]
    [InlineData("scenarios/formation-flight/v-formation.yaml")]
    [InlineData("scenarios/logistics/city-couriers.yaml")]
    [InlineData("scenarios/model-collaboration/phones.yaml")]
    [InlineData("scenarios/workflow/changing-load.yaml")]
    public void A_shipped_scenario_carried_by_two_nodes_is_the_run_of_the_oracle(string scenario) =>
        RunByNodes(scenario, 2);

    [Theory]
    [InlineData("scenarios/formation-flight/v-formation.yaml", 3)]
    [InlineData("scenarios/workflow/three-tasks.yaml", 5)]
    public void More_nodes_make_the_same_run(string scenario, int nodes) => RunByNodes(scenario, nodes);

    /// <summary>Whichever of the nodes is the coordinator's, it is among the three.</summary>
    [SkippableTheory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void A_run_goes_on_by_itself_when_any_of_its_nodes_is_killed(int victim)
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "processes are found in /proc");
        using TaskSwarmProcess run = TaskSwarmProcess.Start(
            "run", Couriers, "--nodes", "3", "--store", Store, "--format", "json", "-v");

        run.UntilSaid("is carried by 3 nodes");
        run.Children(3)[victim].KillAfter(TimeSpan.FromSeconds(1 + victim));

        TaskSwarmProcess.Ended ended = run.End();
        ended.Code.ShouldBe(0, ended.Error);
        ended.Digest.ShouldBe(CouriersDigest);
        TaskSwarmProcess.Ended verified = TaskSwarmProcess.Run("replay", ended.Run, "--verify", "--store", Store);
        verified.Code.ShouldBe(0, verified.Output + verified.Error);
        verified.Output.ShouldContain("25,359 windows");
    }

    [SkippableFact]
    public void Without_a_store_a_lost_node_ends_the_run_with_the_reason()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "processes are found in /proc");
        using TaskSwarmProcess run = TaskSwarmProcess.Start("run", Couriers, "--nodes", "2", "--store", "none", "-v");

        run.UntilSaid("is carried by 2 nodes");
        run.Children(2)[0].KillAfter(TimeSpan.FromSeconds(1));

        TaskSwarmProcess.Ended ended = run.End();
        ended.Code.ShouldBe(1);
        ended.Error.ShouldContain("without a store the run is lost");
    }

    [SkippableFact]
    public void Without_a_store_the_run_begins_anew_if_it_may()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "processes are found in /proc");
        using TaskSwarmProcess run = TaskSwarmProcess.Start(
            "run", Couriers, "--nodes", "2", "--store", "none", "--restart", "--format", "json", "-v");

        run.UntilSaid("is carried by 2 nodes");
        run.Children(2)[1].KillAfter(TimeSpan.FromSeconds(1));

        run.End().Digest.ShouldBe(CouriersDigest);
    }

    [SkippableFact]
    public void A_node_that_is_lost_before_the_run_begins_is_started_again()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "processes are found in /proc");
        using TaskSwarmProcess run = TaskSwarmProcess.Start(
            "run", "scenarios/workflow/three-tasks.yaml", "--nodes", "2", "--store", "none");

        run.Children(2)[0].KillAfter(TimeSpan.Zero);

        run.End().Code.ShouldBe(0);
    }

    [Fact]
    public void What_cannot_be_carried_by_nodes_is_refused()
    {
        TaskSwarmProcess.Ended ended = TaskSwarmProcess.Run(
            "run", Couriers, "--nodes", "2", "--host", "sequential");

        ended.Code.ShouldBe(2);
        ended.Error.ShouldContain("--nodes");
    }

    private static void RunByNodes(string scenario, int nodes)
    {
        TaskSwarmProcess.Ended oracle = TaskSwarmProcess.Run(
            "run", scenario, "--host", "sequential", "--store", "none", "--format", "json");

        TaskSwarmProcess.Ended run = TaskSwarmProcess.Run(
            "run", scenario, "--nodes", $"{nodes}", "--store", "none", "--format", "json");

        run.Code.ShouldBe(oracle.Code, run.Error);
        run.Digest.ShouldBe(oracle.Digest);
        run.Json["metrics"]!.ToJsonString().ShouldBe(oracle.Json["metrics"]!.ToJsonString());
    }
}
