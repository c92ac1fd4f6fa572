using Shouldly;
using TaskSwarm.Kernel.Faults;
using TaskSwarm.Kernel.Tasks;
using TaskSwarm.Scenarios.ModelCollaboration.Agents;
using TaskSwarm.Scenarios.ModelCollaboration.Sharding;
using Xunit;

namespace TaskSwarm.Tests.Scenarios.ModelCollaboration;

public sealed class ShardTrainingTests
{
    private const string Unequal = "[{ name: fast, count: 2, speed: 0.05 }, { name: slow, count: 2, speed: 0.005 }]";

    [Theory]
    [InlineData("")]
    [InlineData("faults: [{ at: 2s, crash: fast-1 }, { at: 3s, crash: slow-2 }]")]
    [InlineData("faults: [{ at: 1200ms, crash: fast-1, permanent: true }, { at: 6s, crash: slow-1 }]")]
    [InlineData("faults: [{ at: 2500ms, crash: server }]")]
    [InlineData("network: { latency: 20ms, jitter: 20ms, loss: 10%, bandwidth: 20Mbit/s }")]
    public void Every_shard_of_every_round_is_in_the_average_once(string more)
    {
        SomeFederation run = Run(Unequal, "shards: 3, rounds: 4", more);

        run.Of<RoundJudged>().Select(r => r.Updates).ShouldBe([12, 12, 12, 12]);
        for (int round = 1; round <= 4; round++)
        {
            ShardTaken[] taken = [.. run.Of<ShardTaken>().Where(t => t.Round == round)];
            taken.Select(t => t.Shard).Order().ShouldBe(Enumerable.Range(0, 12), $"round {round}");
            taken.Sum(t => t.Examples).ShouldBe(1500, $"round {round}");
        }

        run.Of<TaskCompleted>().Count().ShouldBe(48);
        run.Metric("shards.taken").ShouldBe(48);
    }

    [Fact]
    public void Fast_devices_take_shards_over_from_slow_ones()
    {
        SomeFederation run = Run(Unequal, "shards: 3, rounds: 4");

        int byFast = run.Of<ShardTaken>().Count(t => t.By.Index < 2);
        byFast.ShouldBeGreaterThan(30);
        run.Metric("shards.moved").ShouldBeGreaterThan(0);
    }

    [Fact]
    public void Images_that_were_fetched_once_are_not_fetched_again()
    {
        SomeFederation run = Run(Unequal, "shards: 3, rounds: 6");

        var moves = run.Of<ShardMoved>().Select(m => (m.Shard, m.To)).ToArray();
        moves.ShouldBeUnique();
    }

    [Fact]
    public void Where_images_take_long_to_send_each_trains_on_its_own()
    {
        SomeFederation run = Run(
            "[{ name: fast, count: 2, speed: 0.05 }, { name: slow, count: 2, speed: 0.02 }]", "shards: 1, rounds: 1",
            """
            network: { latency: 10ms, bandwidth: 100kbit/s }
            allocation: { replyWithin: 1m, heartbeat: 2m }
            """);

        run.Metric("shards.moved").ShouldBe(0);
    }

    [Fact]
    public void Who_drops_out_gives_its_shard_back()
    {
        SomeFederation run = Run(
            "[{ name: steady, count: 3, speed: 0.05 }, { name: fickle, speed: 1, dropOut: 50% }]",
            "shards: 2, rounds: 3");

        run.Of<MemberDroppedOut>().ShouldNotBeEmpty();
        run.Of<ShardTaken>().Count().ShouldBe(24);
    }

    [Fact]
    public void Failures_of_holders_are_detected_and_recovered()
    {
        SomeFederation run = SomeFederation.RunShipped("shards");

        run.Of<FailureDetected>().Count().ShouldBe(1);
        run.Of<FailureRecovered>().Count().ShouldBe(1);
        run.Metric("model.accuracy.best").ShouldBeGreaterThan(0.8);
    }

    private static SomeFederation Run(string members, string collaboration, string more = "") =>
        SomeFederation.Run(members, collaboration, more, protocol: "shard-training");
}
