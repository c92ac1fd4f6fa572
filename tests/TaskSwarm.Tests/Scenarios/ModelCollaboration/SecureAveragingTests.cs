using Shouldly;
using TaskSwarm.Kernel.Faults;
using TaskSwarm.Kernel.Random;
using TaskSwarm.Learning.Aggregation;
using TaskSwarm.Learning.Data;
using TaskSwarm.Learning.Models;
using TaskSwarm.Scenarios.ModelCollaboration.Agents;
using Xunit;

namespace TaskSwarm.Tests.Scenarios.ModelCollaboration;

public sealed class SecureAveragingTests
{
    private const int Count = 8;
    private const string Eight = "[{ name: client, count: 8 }]";
    private const string Lossy = "network: { latency: 10ms, jitter: 5ms, loss: 3% }";

    private static readonly PerceptronShape Shape = new(784, 16, 10);

    // As many binary places as members use; the range only bounds what they accept.
    private static readonly FixedPoint Numbers = new(24, 1 << 20, Count);

    /// <summary>Bit for bit, with members that leave before and after they have sent their masked models.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void The_model_is_the_fixed_point_average_of_those_who_survived(int seed)
    {
        SomeFederation run = SomeFederation.Run(
            "[{ name: client, count: 8, dropOut: 15% }]",
            "rounds: 6, share: 1, deadline: 5s, secure: { threshold: 51%, step: 2s, resend: 200ms }", Lossy,
            seed: seed);

        float[] model = Perceptron.Draw(Shape, new RandomStream((ulong)seed, "server", "model"));
        Clients clients = new(seed);
        foreach (RoundJudged judged in run.Of<RoundJudged>())
        {
            int[] trained =
            [
                .. run.Events.Where(e => e.Event is ModelTrained t && t.Round == judged.Round)
                    .Select(e => e.Agent.Index).Order(),
            ];
            ModelUpdate[] updates = [.. trained.Select(m => clients.Train(m, model))];
            if (run.Of<SumUnmasked>().SingleOrDefault(s => s.Round == judged.Round) is { } sum)
            {
                var total = new ulong[Shape.ParameterCount + 1];
                foreach (int member in sum.Members)
                {
                    FixedPoint.Add(total, Numbers.EncodeWeighted(updates[Array.IndexOf(trained, member)]));
                }

                model = Numbers.DecodeAverage(total);
                judged.Updates.ShouldBe(sum.Members.Count);
            }

            judged.Fingerprint.ShouldBe(ModelFingerprint.Of(model), $"round {judged.Round}");
        }

        run.Of<SumUnmasked>().Count().ShouldBeGreaterThan(3);
        run.Of<SumUnmasked>().ShouldContain(s => s.Members.Count < Count);
        run.Of<MemberDroppedOut>().ShouldNotBeEmpty();
    }

    [Fact]
    public void No_message_to_the_server_holds_a_single_update()
    {
        var ear = new Eavesdropping("server");
        SomeFederation run = SomeFederation.Run(
            Eight, "rounds: 1, share: 1, secure: { threshold: 60% }", change: ear.On);

        float[] model = Perceptron.Draw(Shape, new RandomStream(1, "server", "model"));
        Clients clients = new(1);
        ear.Heard.ShouldAllBe(h => !(h.Message is IModelUpdate));
        (int Member, MaskedInput Input)[] inputs =
        [
            .. ear.Heard.Where(h => h.Message is MaskedInput).Select(h => (h.Sender.Index, (MaskedInput)h.Message)),
        ];
        inputs.Select(i => i.Member).Distinct().Count().ShouldBe(Count);
        foreach ((int member, MaskedInput input) in inputs)
        {
            ulong[] bare = Numbers.EncodeWeighted(clients.Train(member, model));
            bare.Zip(input.Vector).Count(pair => pair.First == pair.Second).ShouldBe(0);

            // Uniform numbers modulo 2^64, of which bare ones would all be small.
            input.Vector.Count(number => number >> 62 is 1 or 2).ShouldBeInRange(
                (int)(0.45 * bare.Length), (int)(0.55 * bare.Length));
        }

        run.Of<SumUnmasked>().Single().Members.Count.ShouldBe(Count);
    }

    [Fact]
    public void Nobody_reveals_both_secrets_of_a_member()
    {
        var ear = new Eavesdropping("server");
        SomeFederation.Run(
            "[{ name: client, count: 8, dropOut: 25% }]",
            "rounds: 5, share: 1, secure: { threshold: 51%, step: 2s, resend: 200ms }", Lossy, change: ear.On);

        foreach (var round in ear.Heard.Select(h => h.Message).OfType<SharesRevealed>().GroupBy(r => r.Round))
        {
            int[] keys = [.. round.SelectMany(r => r.Shares.Keys).Select(s => s.Owner).Distinct()];
            int[] selves = [.. round.SelectMany(r => r.Shares.Selves).Select(s => s.Owner).Distinct()];
            keys.Intersect(selves).ShouldBeEmpty();
        }
    }

    [Fact]
    public void A_round_with_too_few_survivors_is_void_and_leaves_the_model_as_it_was()
    {
        SomeFederation run = SomeFederation.Run(
            "[{ name: client, count: 8, dropOut: 50% }]",
            "rounds: 8, share: 1, deadline: 5s, secure: { threshold: 90%, step: 2s }");

        RoundVoid[] empty = [.. run.Of<RoundVoid>()];
        empty.ShouldNotBeEmpty();
        empty.ShouldAllBe(v => v.Members < v.Threshold && v.Threshold == Count);
        empty.Select(v => v.Step).Distinct().Count().ShouldBeGreaterThan(1);
        run.Metric("learning.rounds.void").ShouldBe(empty.Length);
        long before = run.Of<ModelDrawn>().Single().Fingerprint;
        foreach (RoundJudged judged in run.Of<RoundJudged>())
        {
            if (empty.Any(v => v.Round == judged.Round))
            {
                judged.Updates.ShouldBe(0);
                judged.Fingerprint.ShouldBe(before);
            }

            before = judged.Fingerprint;
        }
    }

    [Fact]
    public void Lost_messages_are_sent_again_until_the_deadline()
    {
        SomeFederation run = SomeFederation.Run(
            Eight, "rounds: 5, share: 1, secure: { threshold: 60%, step: 5s, resend: 100ms }",
            "network: { latency: 10ms, loss: 20%, links: [{ from: server, to: client-*, oneWay: true, loss: 0% }] }");

        run.Of<SumUnmasked>().Count().ShouldBe(5);
        run.Of<SumUnmasked>().ShouldAllBe(s => s.Members.Count == Count);
    }

    [Fact]
    public void A_member_that_crashes_in_a_round_is_left_out_of_it_and_takes_part_in_the_next()
    {
        SomeFederation run = SomeFederation.Run(
            "[{ name: client, count: 8, speed: 0.001 }]",
            "rounds: 3, share: 1, heartbeat: 200ms, secure: { threshold: 60%, step: 2s }",
            "faults: [{ at: 500ms, crash: client-2, repair: 1s }]");

        run.Of<SumUnmasked>().Select(s => s.Members.Count).ShouldBe([7, 8, 8]);
        run.Of<FailureDetected>().Count().ShouldBe(1);
        run.Of<FailureRecovered>().Count().ShouldBe(1);
    }

    /// <summary>What members compute, with the streams of the run.</summary>
    private sealed class Clients(int seed)
    {
        private readonly LabelledImages _images = DataSets.Open(DataSets.Subset).Training;
        private readonly IReadOnlyList<int[]> _shards = DataSplit.Identical(
            DataSets.Open(DataSets.Subset).Training, Count, new RandomStream((ulong)seed, "data", "split"));

        private readonly RandomStream[] _orders =
        [
            .. Enumerable.Range(1, Count).Select(n => new RandomStream((ulong)seed, $"client-{n}", "training")),
        ];

        public ModelUpdate Train(int member, float[] model) => new(
            SgdTrainer.Train(Shape, model, _images, _shards[member], new SgdSettings(0.1, 10), _orders[member])
                .Parameters,
            _shards[member].Length);
    }
}
