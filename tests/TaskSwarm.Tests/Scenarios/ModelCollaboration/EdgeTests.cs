using Shouldly;
using TaskSwarm.Kernel.Faults;
using TaskSwarm.Kernel.Random;
using TaskSwarm.Learning.Aggregation;
using TaskSwarm.Learning.Data;
using TaskSwarm.Learning.Models;
using TaskSwarm.Scenarios.ModelCollaboration.Agents;
using Xunit;

namespace TaskSwarm.Tests.Scenarios.ModelCollaboration;

public sealed class EdgeTests
{
    private const string Eight = "[{ name: client, count: 8 }]";

    private static readonly PerceptronShape Shape = new(784, 16, 10);

    /// <summary>Liu et al. 2020, algorithm 1: members average at their edge, and edges, weighted by images, at the
    /// cloud.</summary>
    [Fact]
    public void The_cloud_averages_what_edges_have_averaged()
    {
        SomeFederation run = SomeFederation.Run(Eight, "rounds: 2, share: 1, edges: { count: 3, rounds: 2 }");

        LabelledImages images = DataSets.Open(DataSets.Subset).Training;
        IReadOnlyList<int[]> shards = DataSplit.Identical(images, 8, new RandomStream(1, "data", "split"));
        RandomStream[] orders =
            [.. Enumerable.Range(1, 8).Select(n => new RandomStream(1, $"client-{n}", "training"))];
        float[] cloud = Perceptron.Draw(Shape, new RandomStream(1, "server", "model"));
        var average = new WeightedAverage();
        foreach (RoundJudged judged in run.Of<RoundJudged>())
        {
            var edges = new List<ModelUpdate>();
            for (int edge = 0; edge < 3; edge++)
            {
                int[] members = [.. Enumerable.Range(0, 8).Where(m => m % 3 == edge)];
                float[] model = cloud;
                for (int round = 0; round < 2; round++)
                {
                    model = average.Aggregate([.. members.Select(m => new ModelUpdate(
                        SgdTrainer.Train(Shape, model, images, shards[m], new SgdSettings(0.1, 10), orders[m])
                            .Parameters,
                        shards[m].Length))]);
                }

                edges.Add(new ModelUpdate(model, 2 * members.Sum(m => shards[m].Length)));
            }

            cloud = average.Aggregate(edges);
            judged.Updates.ShouldBe(3);
            judged.Fingerprint.ShouldBe(ModelFingerprint.Of(cloud), $"round {judged.Round}");
        }

        run.Of<EdgeAveraged>().Count().ShouldBe(2 * 3 * 2);
    }

    [Fact]
    public void A_lost_edge_is_noticed_by_the_cloud_and_the_others_go_on()
    {
        SomeFederation run = SomeFederation.Run(
            "[{ name: client, count: 8, speed: 0.001 }]",
            "rounds: 6, share: 1, heartbeat: 100ms, edges: { count: 4, rounds: 2 }",
            "faults: [{ at: 500ms, crash: edge-2, permanent: true }]");

        run.Of<FailureDetected>().Count().ShouldBe(1);
        run.Of<FailureRecovered>().Count().ShouldBe(1);
        run.Of<RoundJudged>().Select(r => r.Updates).ShouldBe([3, 3, 3, 3, 3, 3]);
    }

    [Fact]
    public void An_edge_that_comes_back_is_asked_again()
    {
        SomeFederation run = SomeFederation.Run(
            "[{ name: client, count: 8, speed: 0.001 }]",
            "rounds: 6, share: 1, heartbeat: 100ms, edges: { count: 4, rounds: 2 }",
            "faults: [{ at: 500ms, crash: edge-2, repair: 2s }]");

        run.Of<RoundJudged>().First().Updates.ShouldBe(3);
        run.Of<RoundJudged>().Last().Updates.ShouldBe(4);
    }

    [Fact]
    public void A_lost_member_is_noticed_by_its_edge()
    {
        SomeFederation run = SomeFederation.Run(
            "[{ name: client, count: 8, speed: 0.001 }]",
            "rounds: 4, share: 1, heartbeat: 100ms, edges: { count: 4, rounds: 2 }",
            "faults: [{ at: 500ms, crash: client-3, permanent: true }]");

        run.Of<FailureDetected>().Count().ShouldBe(1);
        run.Of<FailureRecovered>().Count().ShouldBe(1);
        run.Of<RoundJudged>().ShouldAllBe(r => r.Updates == 4);
        run.Of<EdgeAveraged>().Count(e => e.Updates == 1).ShouldBe(8);
    }

    [Fact]
    public void An_edge_without_updates_has_no_weight()
    {
        SomeFederation run = SomeFederation.Run(
            "[{ name: client, count: 2 }, { name: gone, count: 2, dropOut: 100% }]",
            "rounds: 2, share: 1, deadline: 2s, edges: { count: 4 }");

        run.Of<RoundJudged>().Select(r => r.Updates).ShouldBe([2, 2]);
    }
}
