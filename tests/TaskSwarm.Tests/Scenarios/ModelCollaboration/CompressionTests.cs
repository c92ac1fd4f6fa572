using Shouldly;
using TaskSwarm.Kernel.Random;
using TaskSwarm.Learning.Aggregation;
using TaskSwarm.Learning.Data;
using TaskSwarm.Learning.Models;
using TaskSwarm.Scenarios.ModelCollaboration.Agents;
using Xunit;

namespace TaskSwarm.Tests.Scenarios.ModelCollaboration;

public sealed class CompressionTests
{
    private const string Ten = "[{ name: client, count: 10 }]";

    private static readonly PerceptronShape Shape = new(784, 16, 10);

    [Theory]
    [InlineData("none", 4.0)]
    [InlineData("{ bits: 8 }", 1.0)]
    [InlineData("{ bits: 4 }", 0.5)]
    [InlineData("{ top: 10% }", 0.8)]
    public void Bytes_up_are_those_of_the_messages(string compression, double bytesEach)
    {
        var ear = new Eavesdropping("server");
        SomeFederation run = SomeFederation.Run(
            Ten, $"rounds: 2, share: 1, compression: {compression}", change: ear.On);

        IModelUpdate[] updates = [.. ear.Heard.Select(h => h.Message).OfType<IModelUpdate>()];
        updates.Length.ShouldBe(20);
        updates.Sum(u => (long)u.SizeBytes).ShouldBe((long)run.Metric("learning.bytes.up"));
        ((double)updates[0].SizeBytes).ShouldBeInRange(
            bytesEach * Shape.ParameterCount, (bytesEach * Shape.ParameterCount) + 90);
    }

    [Theory]
    [InlineData("{ bits: 8 }")]
    [InlineData("{ bits: 4 }")]
    [InlineData("{ top: 10% }")]
    public void Members_that_shorten_their_updates_still_learn(string compression)
    {
        SomeFederation run = SomeFederation.Run(
            Ten, $"rounds: 25, share: 1, rate: 0.1, epochs: 2, compression: {compression}");

        run.Metric("model.accuracy.best").ShouldBeGreaterThan(0.78);
    }

    [Fact]
    public void What_all_numbers_are_handed_in_of_is_what_no_compression_hands_in()
    {
        double whole = SomeFederation.Run(Ten, "rounds: 3, share: 1").Of<RoundJudged>().Last().Loss;
        double changes = SomeFederation.Run(Ten, "rounds: 3, share: 1, compression: { top: 100% }")
            .Of<RoundJudged>().Last().Loss;

        changes.ShouldBe(whole, 1e-4);
    }

    /// <summary>Stich et al. 2018: what was not sent is sent later.</summary>
    [Fact]
    public void The_rest_of_an_update_is_remembered_for_the_next_round()
    {
        SomeFederation run = SomeFederation.Run(
            "[{ name: client }]", "rounds: 2, share: 1, rate: 0.1, compression: { top: 10% }");

        LabelledImages images = DataSets.Open(DataSets.Subset).Training;
        int[] shard = DataSplit.Identical(images, 1, new RandomStream(1, "data", "split"))[0];
        float[] model = Perceptron.Draw(Shape, new RandomStream(1, "server", "model"));
        var memory = new float[model.Length];
        var order = new RandomStream(1, "client", "training");
        var sparsification = new TopSparsification(0.1);
        foreach (RoundJudged judged in run.Of<RoundJudged>())
        {
            float[] trained = SgdTrainer.Train(Shape, model, images, shard, new SgdSettings(0.1, 10), order).Parameters;
            float[] change = [.. trained.Zip(model, (to, from) => to - from)];
            float[] sent = sparsification.Compress(change, memory).Decompress();
            model = [.. model.Zip(sent, (from, by) => by + from)];
            judged.Fingerprint.ShouldBe(ModelFingerprint.Of(model), $"round {judged.Round}");
        }
    }

    [Fact]
    public void Shorter_updates_end_a_round_sooner_where_bandwidth_is_scarce()
    {
        const string Slow = "network: { latency: 10ms, bandwidth: 1Mbit/s }";
        double whole = SomeFederation.Run(Ten, "rounds: 3, share: 1", Slow).Result.SimulatedTime.Seconds;
        double four = SomeFederation.Run(Ten, "rounds: 3, share: 1, compression: { bits: 4 }", Slow)
            .Result.SimulatedTime.Seconds;

        (whole - four).ShouldBeGreaterThan(3 * 8 * 3.4 * Shape.ParameterCount / 1e6);
    }

    [Fact]
    public void An_update_that_is_not_finite_is_refused_and_does_not_spoil_what_is_remembered()
    {
        SomeFederation run = SomeFederation.Run(
            "[{ name: client, count: 4 }]",
            "rounds: 3, share: 1, rate: 1000, proximal: 1000, compression: { top: 10% }");

        run.Of<UpdateRefused>().ShouldNotBeEmpty();
        run.Of<UpdateRefused>().ShouldAllBe(r => !r.IsLate);
    }
}
