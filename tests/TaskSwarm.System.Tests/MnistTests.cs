using Shouldly;
using Xunit;

namespace TaskSwarm.System.Tests;

/// <summary>Federated averaging on the whole of MNIST.</summary>
public sealed class MnistTests
{
    private const string Scenario = "scenarios/model-collaboration/fedavg-mnist.yaml";

    /// <summary>McMahan et al. 2017, Table 1: 87 rounds, and 15 % more is allowed.</summary>
    [SkippableFact]
    public void Federated_averaging_reaches_the_papers_accuracy_in_its_rounds()
    {
        RequireMnist();
        TaskSwarmProcess.Ended ended = TaskSwarmProcess.Run(
            "run", Scenario, "--store", "none", "--format", "json");

        ended.Code.ShouldBe(0, ended.Error);
        ended.Json["metrics"]!["model.accuracy"]!.GetValue<double>().ShouldBeGreaterThanOrEqualTo(0.97);
        ended.Json["metrics"]!["learning.rounds.target"]!.GetValue<double>().ShouldBeLessThanOrEqualTo(1.15 * 87);
    }

    /// <summary>Every model's every bit is in the digest.</summary>
    [SkippableFact]
    public void Learning_gives_the_same_models_on_threads_on_nodes_and_when_resumed()
    {
        RequireMnist();
        string[] few = ["run", Scenario, "--set", "collaboration.rounds=3", "--format", "json"];

        TaskSwarmProcess.Ended oracle = TaskSwarmProcess.Run([.. few, "--host", "sequential"]);
        oracle.Code.ShouldBe(0, oracle.Error);
        foreach (string[] layout in (string[][])[["--workers", "2", "--regions", "7"], ["--nodes", "2"]])
        {
            TaskSwarmProcess.Ended ended = TaskSwarmProcess.Run([.. few, .. layout]);
            ended.Code.ShouldBe(0, ended.Error);
            ended.Digest.ShouldBe(oracle.Digest, string.Join(' ', layout));
        }

        TaskSwarmProcess.Run("replay", oracle.Run, "--verify").Output.ShouldContain("is genuine");
    }

    private static void RequireMnist() => Skip.If(
        TaskSwarmProcess.Run("data", "list").Output.Contains("mnist        not there", StringComparison.Ordinal),
        "MNIST is not there: taskswarm data get mnist");
}
