using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Shouldly;
using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Random;
using TaskSwarm.Learning.Aggregation;
using Xunit;

namespace TaskSwarm.Learning.Tests.Aggregation;

public sealed class SecureAggregationTests
{
    private static readonly int[] Six = [0, 1, 2, 5, 7, 8];

    [Property(MaxTest = 100)]
    public Property Whoever_drops_out_when_the_sum_is_exact() => Prop.ForAll(
        Gen.Choose(0, int.MaxValue).ToArbitrary(), Gen.Choose(1, 9).ToArbitrary(),
        (seed, count) =>
        {
            RandomStream random = Updates.Stream((ulong)seed);
            int threshold = 1 + random.NextInt(count);
            int[] advertise = [.. Enumerable.Range(0, count).Select(i => (2 * i) + random.NextInt(2))];
            int[] deal = Some(advertise, threshold, random);
            int[] survivors = Some(deal, threshold, random);
            int[] answering = Some(survivors, threshold, random);
            var round = new SecureRound((ulong)seed, 50, threshold, advertise, deal);

            ulong[] sum = round.MaskedSum(survivors);
            round.Masking.Unmask(sum, survivors, round.Answers(survivors, answering));

            sum.ShouldBe(round.Plain(survivors));
        });

    [Theory]
    [InlineData(new[] { 0, 1, 2, 5, 7, 8 }, new[] { 0, 1, 2, 5, 7, 8 }, new[] { 0, 1, 2, 5, 7, 8 })]
    [InlineData(new[] { 0, 1, 5, 7 }, new[] { 0, 1, 5, 7 }, new[] { 0, 1, 5, 7 })]
    [InlineData(new[] { 0, 1, 2, 5, 7, 8 }, new[] { 1, 2, 5, 8 }, new[] { 1, 2, 5, 8 })]
    [InlineData(new[] { 0, 1, 2, 5, 7, 8 }, new[] { 0, 1, 2, 5, 7, 8 }, new[] { 2, 5, 7, 8 })]
    [InlineData(new[] { 1, 2, 5, 7, 8 }, new[] { 1, 2, 5, 7, 8 }, new[] { 8, 5, 2, 1 })]
    [InlineData(new[] { 0, 1, 2, 5, 7, 8 }, new[] { 0, 2, 5, 7, 8 }, new[] { 0, 2, 7, 8 })]
    public void Drop_outs_at_each_stage_leave_the_sum_of_those_who_sent(int[] deal, int[] sent, int[] answering)
    {
        var round = new SecureRound(1, 30, threshold: 4, Six, deal);

        ulong[] sum = round.MaskedSum(sent);
        round.Masking.Unmask(sum, sent, round.Answers(sent, answering));

        sum.ShouldBe(round.Plain(sent));
    }

    [Fact]
    public void With_models_the_unmasked_sum_is_the_average()
    {
        ModelUpdate[] updates = Updates.Draw(3, 5, 100);
        var format = new FixedPoint(24, 10_000, 5);
        RandomStream random = Updates.Stream(3);
        ClientSecrets[] secrets = [.. updates.Select(_ => ClientSecrets.Draw(random))];
        var round = new SecureAggregation([.. secrets.Select((s, id) => s.Advertise(id))], 3);
        ShareKeeper[] keepers = [.. secrets.Select((_, id) => new ShareKeeper(id, 3))];
        foreach (DealtShares shares in secrets.SelectMany((s, id) => round.Deal(id, s, random)))
        {
            keepers[shares.To].Receive(shares);
        }

        var sum = new ulong[101];
        int[] sent = [0, 1, 3];
        foreach (int id in sent)
        {
            ulong[] vector = format.EncodeWeighted(updates[id]);
            round.Mask(id, secrets[id], vector);
            FixedPoint.Add(sum, vector);
        }

        round.Unmask(sum, sent, [.. sent.Select(id => keepers[id].Reveal(round.Clients, sent))]);

        float[] average = new WeightedAverage().Aggregate([updates[0], updates[1], updates[3]]);
        float[] decoded = format.DecodeAverage(sum);
        for (int i = 0; i < average.Length; i++)
        {
            decoded[i].ShouldBe(average[i], 1e-6f);
        }
    }

    [Fact]
    public void Too_few_answers_unmask_nothing()
    {
        var round = new SecureRound(2, 10, threshold: 4, Six, Six);
        int[] sent = [0, 1, 2, 5, 7];
        ulong[] sum = round.MaskedSum(sent);
        ulong[] before = [.. sum];
        RevealedShares[] three = round.Answers(sent, [0, 1, 2]);

        Should.Throw<InvalidOperationException>(() => round.Masking.Unmask(sum, sent, three))
            .Message.ShouldContain("3 shares do not restore a secret of client 0: it takes 4");
        sum.ShouldBe(before);
        Should.Throw<InvalidOperationException>(() => round.Keeper(0).Reveal(round.Masking.Clients, [0, 1, 2]));
        Should.Throw<InvalidOperationException>(() => new SecureRound(2, 10, threshold: 4, Six, [0, 1, 2]));
    }

    [Fact]
    public void Nobody_reveals_both_secrets_of_one_client()
    {
        var round = new SecureRound(2, 10, threshold: 3, Six, Six);
        IReadOnlyList<int> clients = round.Masking.Clients;
        RevealedShares all = round.Keeper(0).Reveal(clients, Six);
        RevealedShares without = round.Keeper(1).Reveal(clients, [0, 1, 2, 5, 7]);

        Should.Throw<InvalidOperationException>(() => round.Keeper(0).Reveal(clients, [0, 1, 2, 5, 7]))
            .Message.ShouldContain("of nobody both");
        Should.Throw<InvalidOperationException>(() => round.Keeper(1).Reveal(clients, Six));
        round.Keeper(0).Reveal(clients, Six).Selves.ShouldBe(all.Selves);
        Should.Throw<InvalidOperationException>(() => round.Masking.Unmask(new ulong[10], Six, [all, without]))
            .Message.ShouldContain("Both secrets of client 8");
    }

    [Fact]
    public void A_keeper_that_was_captured_still_knows_what_it_revealed()
    {
        var round = new SecureRound(2, 10, threshold: 3, Six, Six);
        IReadOnlyList<int> clients = round.Masking.Clients;
        int[] sent = [0, 1, 2, 5, 7];
        RevealedShares revealed = round.Keeper(2).Reveal(clients, sent);
        var writer = new StateWriter();
        round.Keeper(2).Capture(writer);
        var restored = new ShareKeeper(2, 3);

        restored.Restore(new StateReader(writer.ToArray()));

        restored.Owners.ShouldBe(Six);
        restored.Reveal(clients, sent).Keys.ShouldBe(revealed.Keys);
        restored.Reveal(clients, sent).Selves.ShouldBe(revealed.Selves);
        Should.Throw<InvalidOperationException>(() => restored.Reveal(clients, Six));
    }

    /// <summary>The vectors are small, yet what is sent has the mean and the bits of uniform numbers.</summary>
    [Fact]
    public void A_masked_vector_alone_looks_uniform()
    {
        const int length = 20_000;
        ulong[] masked = new SecureRound(4, length, threshold: 3, Six, Six).Masked(5);
        double[] shares = [.. masked.Select(x => x / Math.Pow(2, 64))];

        shares.Average().ShouldBe(0.5, 5 / Math.Sqrt(12.0 * length));
        shares.Average(x => x * x).ShouldBe(1.0 / 3, 5 * Math.Sqrt(4.0 / 45 / length));
        for (int bit = 0; bit < 64; bit++)
        {
            masked.Average(x => (double)(x >> bit & 1)).ShouldBe(0.5, 5 * 0.5 / Math.Sqrt(length));
        }
    }

    [Fact]
    public void Pairs_agree_on_a_seed_that_others_do_not_have()
    {
        RandomStream random = Updates.Stream(5);
        ulong[] secrets = [.. Enumerable.Range(0, 3).Select(_ => KeyAgreement.DrawSecret(random))];
        ulong[] keys = [.. secrets.Select(KeyAgreement.PublicKey)];

        KeyAgreement.PairSeed(secrets[0], keys[1]).ShouldBe(KeyAgreement.PairSeed(secrets[1], keys[0]));
        KeyAgreement.PairSeed(secrets[0], keys[1]).ShouldNotBe(KeyAgreement.PairSeed(secrets[0], keys[2]));
        Should.Throw<ArgumentException>(() => KeyAgreement.PairSeed(secrets[0], 0));
        Should.Throw<ArgumentException>(() => KeyAgreement.PublicKey((1UL << 61) - 1));
    }

    [Fact]
    public void Masks_come_off_again()
    {
        ulong[] vector = [1, 2, ulong.MaxValue];
        var seed = new MaskSeed(3, 4);

        MaskStream.Add(seed, vector);
        vector.ShouldNotBe([1, 2, ulong.MaxValue]);
        MaskStream.Subtract(seed, vector);

        vector.ShouldBe([1, 2, ulong.MaxValue]);
    }

    [Fact]
    public void What_is_no_round_is_refused()
    {
        var round = new SecureRound(2, 10, threshold: 2, Six, Six);
        RevealedShares[] answers = round.Answers(Six, Six);
        ClientSecrets stranger = ClientSecrets.Draw(Updates.Stream(9));

        Should.Throw<ArgumentException>(() => new SecureAggregation([new(1, 5), new(1, 6)], 1));
        Should.Throw<ArgumentException>(() => round.Masking.Mask(0, stranger, new ulong[10]));
        Should.Throw<ArgumentException>(() => round.Masking.Deal(3, stranger, Updates.Stream(9)));
        Should.Throw<ArgumentException>(() => round.Masking.Unmask(new ulong[10], [0, 3], answers));
        Should.Throw<ArgumentException>(() => round.Masking.Unmask(new ulong[10], Six, [answers[0], answers[0]]));
        Should.Throw<ArgumentException>(
            () => round.Keeper(0).Receive(new DealtShares(1, 2, default, default)));
        Should.Throw<InvalidOperationException>(() => new ShareKeeper(3, 2).Reveal(Six, Six))
            .Message.ShouldContain("keeps no share of client 0");
    }

    [Fact]
    public void False_shares_of_a_key_are_found_out()
    {
        var round = new SecureRound(2, 10, threshold: 2, Six, Six);
        int[] sent = [0, 1, 2, 5, 7];
        RevealedShares[] answers = round.Answers(sent, sent);
        SeedShare right = answers[0].Keys[0].Share;
        answers[0] = answers[0] with { Keys = [new HeldShare(8, right with { Low = right.Low ^ 1 })] };
        ulong[] sum = round.MaskedSum(sent);

        Should.Throw<InvalidOperationException>(() => round.Masking.Unmask(sum, sent, answers));
        sum.ShouldBe(round.MaskedSum(sent));
    }

    private static int[] Some(int[] of, int least, RandomStream random)
    {
        int[] shuffled = [.. of];
        random.Shuffle(shuffled.AsSpan());
        return [.. shuffled.Take(least + random.NextInt(of.Length - least + 1)).Order()];
    }
}
