using Shouldly;
using TaskSwarm.Cluster.Messages;
using TaskSwarm.Hosting.Runs;
using TaskSwarm.Hosting.Storage;
using TaskSwarm.Kernel.Random;
using TaskSwarm.Kernel.Runs;
using TaskSwarm.Learning.Models;
using TaskSwarm.Learning.Onnx;
using TaskSwarm.Scenarios.Format;
using Xunit;

namespace TaskSwarm.Cluster.Tests;

public sealed class CompanionTests
{
    /// <summary>The model is of several frames, and no node finds its file.</summary>
    [Fact]
    public async Task A_model_s_file_reaches_the_nodes_with_the_run()
    {
        ScenarioLoader loader = ScenarioLoading.Loader();
        ScenarioResult loaded = LoadWithFile(loader);
        Serilog.ILogger log = Serilog.Core.Logger.None;
        await using var first = ClusterNode.Start(new ClusterSettings(), loader, log);
        ClusterSettings joined = new() { SeedNodes = [first.Seed] };
        await using var second = ClusterNode.Start(joined, loader, log);
        await using var client = ClusterClient.Start(joined);
        var order = new RunOrder(
            "run-2", "fusion.yaml", loaded.Document, loaded.Companions, null, 0, 2, 1, 2, "1", "run", false);

        ClusterRunOutcome outcome = await client.RunAsync(order, static _ => { }, static _ => { }, default)
            .WaitAsync(TimeSpan.FromSeconds(60));

        outcome.Reason.ShouldBeNull();
        StoredEnding.Read(loaded.Simulation!, outcome.Ending).Result.Digest
            .ShouldBe(SequentialHost.Run(loaded.Simulation!).Digest);
    }

    private static ScenarioResult LoadWithFile(ScenarioLoader loader)
    {
        string folder = Directory.CreateTempSubdirectory("taskswarm-tests-").FullName;
        try
        {
            var shape = new PerceptronShape(784, 200, 10);
            float[] parameters = Perceptron.Draw(shape, new RandomStream(1, "big", "weights"));
            File.WriteAllBytes(
                Path.Combine(folder, "big.onnx"), OnnxFile.Of(new TrainedPerceptron(shape, parameters)));
            ScenarioResult loaded = loader.LoadText(
                Path.Combine(folder, "fusion.yaml"),
                """
                taskswarm: 1
                kind: model-collaboration
                name: some-fusion
                duration: 1h
                members: [{ name: old, onnx: big.onnx }, { name: young, classes: [0, 1], hidden: [8] }]
                collaboration: { protocol: fusion, rounds: 2, rate: 0.1 }
                """,
                ScenarioOverrides.None);
            loaded.Problems.Select(p => p.ToString()).ShouldBeEmpty();
            return loaded;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
